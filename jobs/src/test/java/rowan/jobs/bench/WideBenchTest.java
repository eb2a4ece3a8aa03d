package rowan.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rowan.jobs.bench.WideBench.Variant;

/** That what is measured is the same computation. */
class WideBenchTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void featuresAreThoseWrittenByHand(Variant variant) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    WideBench bench = new WideBench(spark, 200, 1, folder);
    bench.generate(variant);
    DrawnGraph graph = DrawnGraph.of(variant.source(), 60);
    Dataset<Row> features = bench.asFeatures(variant, bench.plan(graph));
    assertThat(features.queryExecution().executedPlan().toString()).contains("RowProgram [");
    List<Row> byHand = graph.byHand(bench.table(variant)).orderBy("row_id").collectAsList();
    assertThat(features.orderBy("row_id").collectAsList()).isEqualTo(byHand).hasSize(200);
  }

  @ParameterizedTest
  @EnumSource
  void graphsAreTheSameEachTime(Variant variant) {
    assertThat(DrawnGraph.of(variant.source(), 300))
        .isEqualTo(DrawnGraph.of(variant.source(), 300));
  }
}
