package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.model.ModelArtifact;

/** Training, scoring and serving as a person runs them, on small sets of payments and purchases. */
class TrainCommandsTest {

  @TempDir private static Path shared;
  private static SparkSession spark;
  private static String payments;
  private static String purchases;

  @TempDir private Path folder;
  private final TestConsole console = new TestConsole();

  @BeforeAll
  static void generate() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    payments = shared.resolve("payments").toString();
    purchases = shared.resolve("purchases").toString();
    assertThat(run("generate fraud --customers 500 --terminals 300 --days 45 --out", payments))
        .isZero();
    assertThat(run("generate ltv --customers 300 --out", purchases)).isZero();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static int run(String words, String last) {
    return new TestConsole().run((words + " " + last).split(" ", -1));
  }

  private String model() {
    return folder.resolve("model").toString();
  }

  private int train(String further) {
    String words =
        "train --graph fraud --score published_score --model logistic_regression --source"
            + " transactions=";
    return console.run((words + payments + " --out " + model() + further).split(" ", -1));
  }

  @Test
  void train_thenScoreAndServe() throws IOException {
    Path json = folder.resolve("metrics.json");
    assertThat(train(" --json " + json)).as(console.err()).isZero();
    assertThat(Files.readString(json))
        .isEqualTo(console.out())
        .matches(
            "\\{\"auc\":0\\.\\d{6},\"average_precision\":0\\.\\d{6},\"card_precision_100\":0\\.\\d{6}}\n");
    assertThat(folder.resolve("model"))
        .isDirectoryContaining("glob:**model.json")
        .isDirectoryContaining("glob:**artifact.json")
        .isDirectoryContaining("glob:**metrics.json")
        .isDirectoryContaining("glob:**README.md");
    ModelArtifact artifact = ModelArtifact.read(folder.resolve("model"));
    assertThat(artifact.score()).isEqualTo("published_score");
    assertThat(artifact.inputs()).hasSize(15).startsWith("transactions.tx_amount");

    String scores = folder.resolve("scores").toString();
    String score = "score --model " + model() + " --source transactions=" + payments;
    assertThat(console.run((score + " --out " + scores).split(" ", -1))).isZero();
    assertThat(spark.read().parquet(scores).columns())
        .containsExactly("transaction_id", "tx_datetime", "published_score");
    assertThat(spark.read().parquet(scores).count())
        .isEqualTo(spark.read().parquet(payments).count());

    TestConsole check = new TestConsole();
    String served = "serve-check --model " + model() + " --source transactions=" + payments;
    assertThat(check.run(served.split(" ", -1))).as(check.err()).isZero();
    assertThat(check.out())
        .matches("rows: [1-9]\\d*\ndiffering features: 0\ndiffering scores: 0\n");
  }

  @Test
  void train_intoAFolderThatExists_failsBeforeItTrains() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    assertThat(train("")).isEqualTo(1);
    assertThat(console.err())
        .contains("[output-exists]")
        .contains("It exists already; choose another folder, or remove it.");
  }

  @Test
  void train_ofAnUnknownModel_namesThoseThatThereAre() {
    assertThat(
            console.run(
                "train",
                "--graph",
                "fraud",
                "--model",
                "forest",
                "--source",
                "transactions=" + payments))
        .isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot train the model: 1 problem
            1. [unknown-model] "forest"
               It is none of random_forest, boosted_trees, logistic_regression.
            """);
  }

  @Test
  void train_onDaysThatAreNotThere_saysWhichAre() {
    assertThat(train(" --train-from 2030-01-01")).isEqualTo(1);
    assertThat(console.err())
        .contains("[missing-rows]")
        .contains("but settings are chosen on rows from 2029-12-18 on");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void train_forCustomers_testsOnThoseWhoAreHeldOut() throws IOException {
    Path holdout = folder.resolve("holdout.csv");
    StringBuilder keys = new StringBuilder("customer_id\n");
    spark
        .read()
        .parquet(purchases)
        .select("customer_id")
        .distinct()
        .where("customer_id % 4 = 0")
        .collectAsList()
        .forEach(row -> keys.append(row.get(0)).append('\n'));
    Files.writeString(holdout, keys);
    String words = "train --graph ltv --source purchases=" + purchases;
    assertThat(console.run((words + " --holdout-keys " + holdout).split(" ", -1)))
        .as(console.err())
        .isZero();
    assertThat(console.out()).matches("\\{\"correlation\":-?\\d\\.\\d{6},\"mae\":\\d+\\.\\d{6}}\n");
  }
}
