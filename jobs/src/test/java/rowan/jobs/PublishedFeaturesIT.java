package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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

  private static final List<String> PUBLISHED =
      Stream.concat(
              Stream.of("during_weekend", "during_night"),
              Stream.of(
                      "customer_tx_count",
                      "customer_avg_amount",
                      "terminal_tx_count",
                      "terminal_risk")
                  .flatMap(name -> Stream.of("1d", "7d", "30d").map(days -> name + "_" + days)))
          .toList();

  @TempDir private static Path folder;

  /** Before each, not all: a class that is skipped as a whole is not told of. */
  @BeforeEach
  void findData() {
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
  void publishedFeatures_areOurs() {
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
            String.join(",", PUBLISHED),
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
            PUBLISHED.stream()
                .map(PublishedFeaturesIT::isEqual)
                .collect(Collectors.joining(" and ")));
    assertThat(List.of(published.count(), both.count(), equal.count())).containsOnly(35_082L);
  }

  /** Counts and flags exactly; means carry the rounding noise of those who published them. */
  private static String isEqual(String feature) {
    return feature.startsWith("during")
        ? "cast(p.%s as boolean) = r.%s".formatted(feature, feature)
        : "abs(p.%s - r.%s) <= 1e-6".formatted(feature, feature);
  }
}
