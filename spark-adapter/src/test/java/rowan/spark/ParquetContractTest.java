package rowan.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import rowan.contract.Everything;
import rowan.plan.Plan;

/** The contract on Parquet files, by the row program. */
class ParquetContractTest extends SparkContract {

  @TempDir Path folder;

  @Override
  Dataset<Row> table(Plan plan, List<Everything> rows) {
    String path = folder.resolve(UUID.randomUUID().toString()).toString();
    EverythingTable.of(spark, plan.graph(), rows, 2).write().parquet(path);
    return SourceFiles.read(spark, plan.graph(), plan.graph().sources().get(0), path);
  }
}
