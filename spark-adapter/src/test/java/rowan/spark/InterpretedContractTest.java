package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import rowan.contract.Everything;
import rowan.plan.Plan;

/** The contract where Catalyst interprets expressions instead of compiling them. */
class InterpretedContractTest extends SparkContract {

  @BeforeEach
  void interpret() {
    spark.conf().set("spark.rowan.program.enabled", "false");
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  @AfterEach
  void compile() {
    spark.conf().unset("spark.rowan.program.enabled");
    spark.conf().unset("spark.sql.codegen.wholeStage");
    spark.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
  }

  @Override
  Dataset<Row> table(Plan plan, List<Everything> rows) {
    return EverythingTable.of(spark, plan.graph(), rows, 1);
  }
}
