package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.contract.Everything;
import rowan.plan.Plan;

/** The contract by the row program, over several partitions. */
class RowProgramContractTest extends SparkContract {

  @Override
  Dataset<Row> table(Plan plan, List<Everything> rows) {
    return EverythingTable.of(spark, plan.graph(), rows, 3);
  }
}
