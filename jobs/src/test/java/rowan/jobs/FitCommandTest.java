package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.fit.FittedValues;
import rowan.graph.Graph;

/** Fitting, and features with what was fitted, as a person runs them. */
class FitCommandTest {

  private static final String GRAPH = FittedFeatures.class.getName();

  @TempDir private static Path shared;
  private static SparkSession spark;
  private static String payments;

  @TempDir private Path folder;
  private final TestConsole console = new TestConsole();

  @BeforeAll
  static void write() {
    spark = LocalSession.open();
    payments = shared.resolve("payments").toString();
    spark
        .range(0, 40, 1, 4)
        .selectExpr(
            "id as transaction_id",
            "timestamp_seconds(1000000 + id * 3600) as tx_datetime",
            "id % 5 as customer_id",
            "id % 3 as terminal_id",
            "cast(id as double) as tx_amount",
            "cast(null as int) as tx_fraud")
        .write()
        .parquet(payments);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private int run(String command, String... further) {
    Stream<String> given =
        Stream.of(command, "--graph", GRAPH, "--source", "transactions=" + payments);
    return console.run(Stream.concat(given, Stream.of(further)).toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void fittedValues_areWritten_andTakenByFeatures() throws Exception {
    assertThat(run("fit", "--out", file("fitted.json"))).isZero();
    assertThat(console.out()).isEqualTo("amount_mean = 19.5\namount_stddev = 11.543396380615196\n");
    assertThat(console.err())
        .isEqualTo("Fitted amount_mean, amount_stddev over 40 rows of transactions\n");
    FittedValues read =
        FittedValues.read(
            Graph.of(FittedFeatures.class), Files.readString(folder.resolve("fitted.json")));
    assertThat(read.values()).containsEntry("amount_mean", 19.5);

    assertThat(run("features", "--fitted", file("fitted.json"), "--out", file("features")))
        .isZero();
    List<Row> rows =
        spark.read().parquet(file("features")).orderBy("transaction_id").collectAsList();
    assertThat(rows.get(3).<Double>getAs("amount_normalized"))
        .isEqualTo((3 - 19.5) / 11.543396380615196);
    assertThat(rows.get(3).<Double>getList(rows.get(3).fieldIndex("model_inputs")))
        .containsExactly(3.0, (3 - 19.5) / 11.543396380615196);
  }

  @Test
  void fittedValues_areTheSameInProcess() {
    run("fit", "--out", file("fitted.json"));
    TestConsole compared = new TestConsole();
    assertThat(
            compared.run(
                "compare",
                "--graph",
                GRAPH,
                "--source",
                "transactions=" + payments,
                "--fitted",
                file("fitted.json")))
        .isZero();
    assertThat(compared.out()).contains("differing values: 0\n").contains("rows: 40\n");
  }

  @Test
  void spanAndCondition_chooseTrainingRows() {
    assertThat(
            run(
                "fit",
                "--out",
                file("fitted.json"),
                "--select",
                "amount_mean",
                "--from",
                "1970-01-12T13:46:40Z",
                "--to",
                "1970-01-12T23:46:40Z",
                "--where",
                "customer_id <> 0"))
        .isZero();
    assertThat(console.out()).isEqualTo("amount_mean = 5.0\n");
    assertThat(console.err()).isEqualTo("Fitted amount_mean over 8 rows of transactions\n");
  }

  @Test
  void featuresBeforeFitting_sayWhatToRun() {
    assertThat(run("features", "--select", "amount_normalized", "--out", file("features")))
        .isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot run the plan of FittedFeatures: 2 problems
            1. [not-fitted] fitted value "amount_mean"
               The plan needs a value fitted over the rows of "transactions"; run rowan fit and give its file (--fitted FILE, or FittedValues.read), or give a value by hand, as if it were an input.
            2. [not-fitted] fitted value "amount_stddev"
               The plan needs a value fitted over the rows of "transactions"; run rowan fit and give its file (--fitted FILE, or FittedValues.read), or give a value by hand, as if it were an input.
            """);
  }

  @Test
  void valuesByHand_needNoFile() {
    assertThat(
            run(
                "features",
                "--select",
                "amount_normalized",
                "--input",
                "amount_mean=1",
                "--input",
                "amountStddev=2",
                "--out",
                file("features")))
        .isZero();
    assertThat(
            spark.read().parquet(file("features")).where("transaction_id = 9").head().getDouble(2))
        .isEqualTo(4.0);
  }

  @Test
  void existingFile_isNotReplacedSilently() throws Exception {
    Files.writeString(folder.resolve("fitted.json"), "mine");
    assertThat(run("fit", "--out", file("fitted.json"))).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            "Cannot write %1$s: 1 problem\n1. [output-exists] %1$s\n   It exists already; choose another file, remove it, or overwrite it.\n"
                .formatted(file("fitted.json")));
    assertThat(Files.readString(folder.resolve("fitted.json"))).isEqualTo("mine");
    assertThat(run("fit", "--out", file("fitted.json"), "--overwrite")).isZero();
    assertThat(folder.toFile().list()).doesNotContain("mine");
    assertThat(Files.readString(folder.resolve("fitted.json"))).contains("rowan-fitted-values");
  }
}
