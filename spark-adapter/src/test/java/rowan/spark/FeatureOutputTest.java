package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rowan.contract.EverythingFeatures;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.plan.Plan;

class FeatureOutputTest {

  private final SparkSession spark = Sessions.local();

  @TempDir Path folder;

  private Dataset<Row> features(Dataset<Row> payments) {
    return SparkAdapter.on(spark)
        .source("payments", payments)
        .run(Plan.of(Payments.GRAPH, "amount_doubled", "shop_name"));
  }

  private FeatureOutput output(OutputFormat format) {
    return FeatureOutput.at(spark, folder.resolve("out").toString(), format);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void write_leavesOneCompleteFolder(OutputFormat format) throws IOException {
    output(format).write(features(Payments.of(spark, "(1, 10, 60, 'a', 3)")));
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/_SUCCESS")).exists();
  }

  @Test
  void csv_hasAHeaderAndTimesInUtcWithMicroseconds() throws IOException {
    output(OutputFormat.CSV)
        .write(features(Payments.of(spark, "(1, 10.5, 60, 'a', 3)")).coalesce(1));
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      Path part = files.filter(path -> path.toString().endsWith(".csv")).findFirst().orElseThrow();
      assertThat(Files.readString(part))
          .isEqualTo(
              """
              payment_id,paid_at,amount_doubled,shop_name
              1,1970-01-01T00:00:10.500000Z,120.0,a
              """);
    }
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void write_thatFails_leavesNothing(OutputFormat format) throws IOException {
    Dataset<Row> failing =
        features(Payments.of(spark, "(1, 10, 60, 'a', 3)", "(2, 10, null, 'a', 3)"));
    assertThatThrownBy(() -> output(format).write(failing)).isNotNull();
    assertThat(names()).isEmpty();
  }

  @Test
  void overwriting_thatFails_keepsTheOld() throws IOException {
    output(OutputFormat.PARQUET).write(features(Payments.of(spark, "(1, 10, 60, 'a', 3)")));
    Dataset<Row> failing = features(Payments.of(spark, "(2, 10, null, 'a', 3)"));
    assertThatThrownBy(() -> output(OutputFormat.PARQUET).overwriting().write(failing)).isNotNull();
    assertThat(names()).containsExactly("out");
    assertThat(spark.read().parquet(folder.resolve("out").toString()).count()).isEqualTo(1);
  }

  @Test
  void overwriting_replacesTheOld() throws IOException {
    output(OutputFormat.PARQUET).write(features(Payments.of(spark, "(1, 10, 60, 'a', 3)")));
    output(OutputFormat.PARQUET)
        .overwriting()
        .write(features(Payments.of(spark, "(1, 1, 6, 'a', 3)", "(2, 1, 6, 'a', 3)")));
    assertThat(names()).containsExactly("out");
    assertThat(spark.read().parquet(folder.resolve("out").toString()).count()).isEqualTo(2);
  }

  @Test
  void folderThatExists_isRefusedUntouched() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("mine"), "keep");
    String message =
        """
        Cannot write %s: 1 problem
        1. [output-exists] %s
           It exists already; choose another folder, remove it, or overwrite it."""
            .formatted(folder.resolve("out"), folder.resolve("out"));
    Plan plan = Plan.of(Payments.GRAPH, "shop_name");
    assertThatThrownBy(() -> output(OutputFormat.CSV).check(plan))
        .isInstanceOf(CheckException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () -> output(OutputFormat.CSV).write(features(Payments.of(spark, "(1, 1, 6, 'a', 3)"))))
        .hasMessage(message);
    assertThat(folder.resolve("out/mine")).hasContent("keep");
  }

  @Test
  void csv_refusesWhatItCannotHold() {
    Plan plan = Plan.of(Graph.of(EverythingFeatures.class), "twice", "upper", "reversed");
    assertThatThrownBy(() -> output(OutputFormat.CSV).check(plan))
        .hasMessage(
            """
            Cannot write %s: 2 problems
            1. [format] "twice"
               A csv file cannot hold a List<@Nullable String>; choose another format, or leave it out.
            2. [format] "reversed"
               A csv file cannot hold a byte[]; choose another format, or leave it out."""
                .formatted(folder.resolve("out")));
  }
}
