package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Features of the Fraud Detection Handbook's payments against those that its authors published. The
 * data are no part of the project: they lie in {@code ../shared/data} beside the checkout, or where
 * {@code -Drowan.data} says; without them the test is skipped.
 */
class PublishedFeaturesIT {

  private static final Path DATA =
      Path.of(System.getProperty("rowan.data", "../../shared/data")).resolve("fraud");

  @TempDir private static Path folder;

  @BeforeAll
  static void findData() {
    Assumptions.assumeTrue(
        Files.exists(DATA), () -> "no data in " + DATA.toAbsolutePath() + "; see -Drowan.data");
  }

  @AfterAll
  static void stop() {
    SparkSession.getDefaultSession()
        .foreach(
            session -> {
              session.stop();
              return null;
            });
  }

  @Test
  void weekendAndNight() {
    String source = "transactions=" + DATA.resolve("transactions");
    String out = folder.resolve("features").toString();
    TestConsole console = new TestConsole();
    int exitCode =
        console.run(
            "features",
            "--graph",
            "fraud",
            "--source",
            source,
            "--select",
            "during_weekend,during_night",
            "--out",
            out);
    assertThat(exitCode).as(console::err).isZero();
    assertThat(console.err()).startsWith("Wrote 1,754,155 rows ");
    SparkSession spark = SparkSession.active();
    Dataset<Row> published =
        spark
            .read()
            .option("header", "true")
            .csv(DATA.resolve("expected-features.csv.gz").toString());
    Dataset<Row> both = published.as("p").join(spark.read().parquet(out).as("r"), "transaction_id");
    Dataset<Row> equal =
        both.where(
            "cast(p.during_weekend as boolean) = r.during_weekend and cast(p.during_night as boolean) = r.during_night");
    assertThat(List.of(published.count(), both.count(), equal.count())).containsOnly(35_082L);
  }
}
