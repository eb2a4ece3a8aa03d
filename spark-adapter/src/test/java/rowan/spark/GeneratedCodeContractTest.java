package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import rowan.contract.Everything;
import rowan.plan.Plan;

/** The contract where Spark's own projections call the features, in code that it generates. */
class GeneratedCodeContractTest extends SparkContract {

  @BeforeEach
  void withoutRowProgram() {
    spark.conf().set("spark.rowan.program.enabled", "false");
  }

  @AfterEach
  void withRowProgram() {
    spark.conf().unset("spark.rowan.program.enabled");
  }

  @Override
  Dataset<Row> table(Plan plan, List<Everything> rows) {
    return EverythingTable.of(spark, plan.graph(), rows, 3);
  }
}
