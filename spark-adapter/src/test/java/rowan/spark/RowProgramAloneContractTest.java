package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import rowan.contract.Everything;
import rowan.plan.Plan;

/** The contract by the row program where Spark generates no code around it. */
class RowProgramAloneContractTest extends SparkContract {

  @BeforeEach
  void interpret() {
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
  }

  @AfterEach
  void compile() {
    spark.conf().unset("spark.sql.codegen.wholeStage");
  }

  @Override
  Dataset<Row> table(Plan plan, List<Everything> rows) {
    return EverythingTable.of(spark, plan.graph(), rows, 1);
  }
}
