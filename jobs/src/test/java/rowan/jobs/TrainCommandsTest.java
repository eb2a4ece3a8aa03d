package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.model.ModelArtifact;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.learn.TimeSplit;

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
    spark = LocalSession.open();
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
  void train_onFittedInputs_keepsWhatWasFitted() {
    String graph = FittedScore.class.getName();
    String source = " --source transactions=" + payments;
    String words = "train --graph " + graph + " --model logistic_regression --out " + model();
    assertThat(console.run((words + source).split(" ", -1))).as(console.err()).isZero();

    ModelArtifact artifact = ModelArtifact.read(folder.resolve("model"));
    Plan plan = artifact.plan(Graph.of(FittedScore.class));
    Inputs inputs = artifact.inputs(plan);
    double mean =
        spark
            .read()
            .parquet(payments)
            .where(
                TimeSplit.between(
                    "tx_datetime",
                    artifact.about().get("trained on rows from"),
                    artifact.about().get("trained on rows until")))
            .selectExpr("avg(tx_amount)")
            .first()
            .getDouble(0);
    assertThat((Double) inputs.value("amount_mean")).isCloseTo(mean, within(1e-9));
    assertThat((Map<?, ?>) inputs.value("risks")).hasSizeGreaterThan(100);

    String scores = folder.resolve("scores").toString();
    String score = "score --model " + model() + source + " --out " + scores;
    assertThat(console.run(score.split(" ", -1))).as(console.err()).isZero();
    Row row = spark.read().parquet(scores).orderBy("transaction_id").first();
    Row payment = spark.read().parquet(payments).orderBy("transaction_id").first();
    Scores online =
        Scorer.of(plan, inputs)
            .score(
                Map.of(
                    "transaction_id", payment.<Object>getAs("transaction_id"),
                    "tx_datetime", payment.<Object>getAs("tx_datetime"),
                    "customer_id", payment.<Object>getAs("customer_id"),
                    "terminal_id", payment.<Object>getAs("terminal_id"),
                    "tx_amount", payment.<Object>getAs("tx_amount")));
    assertThat(online.asDouble("score")).isEqualTo(row.<Double>getAs("score"));

    TestConsole check = new TestConsole();
    assertThat(check.run(("serve-check --model " + model() + source).split(" ", -1)))
        .as(check.err())
        .isZero();
    assertThat(check.out()).endsWith("differing features: 0\ndiffering scores: 0\n");
  }

  @Test
  void train_intoAFolderThatExists_failsBeforeItTrains() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    assertThat(train("")).isEqualTo(1);
    assertThat(console.err())
        .contains("[output-exists]")
        .contains("It exists already; choose another folder, remove it, or overwrite it.");
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
               It is none of random_forest, boosted_trees, logistic_regression, xgboost.
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
  void train_asOfADayThatLeavesNoLabels_saysWhichIsTheLatest() throws IOException {
    Path holdout = Files.writeString(folder.resolve("holdout.csv"), "customer_id\n1\n");
    String words = "train --graph ltv --as-of 2030-01-01 --source purchases=" + purchases;
    assertThat(console.run((words + " --holdout-keys " + holdout).split(" ", -1))).isEqualTo(1);
    LocalDate last =
        spark.read().parquet(purchases).selectExpr("max(purchase_date)").first().getLocalDate(0);
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot train the model: 1 problem
            1. [missing-rows] --as-of
               "future_purchase_days_273d" looks 273d ahead, and the last event is of %s; take %s or an earlier day.
            """
                .formatted(last, last.minusDays(273)));
  }

  @Test
  void train_thatHoldsOutNobody_isRefused() throws IOException {
    Path holdout = Files.writeString(folder.resolve("holdout.csv"), "customer_id\n-1\n");
    String words = "train --graph ltv --source purchases=" + purchases;
    assertThat(console.run((words + " --holdout-keys " + holdout).split(" ", -1))).isEqualTo(1);
    assertThat(console.err().replaceFirst("Of \\d+ customers", "Of N customers"))
        .isEqualTo(
            """
            Cannot train the model of expected_purchase_days: 1 problem
            1. [held-out] "expected_purchase_days"
               Of N customers 0 are held out; hold out some to test with, and leave others to learn from.
            """);
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

  /** Nobody says whom to hold out, and there is no table of customers. */
  @Test
  void train_onFittedInputsOfCustomers_keepsWhatWasFitted() {
    String source = " --source purchases=" + purchases;
    String words = "train --graph " + FittedSpend.class.getName() + " --out " + model() + source;
    assertThat(console.run(words.split(" ", -1))).as(console.err()).isZero();

    ModelArtifact artifact = ModelArtifact.read(folder.resolve("model"));
    String asOf = artifact.about().get("as of");
    Plan plan =
        Plan.of(
            Graph.of(FittedSpend.class),
            Request.of("score")
                .spine("customers")
                .asOf(LocalDate.parse(asOf).atStartOfDay().toInstant(ZoneOffset.UTC)));
    double mean =
        spark
            .read()
            .parquet(purchases)
            .where("purchase_date <= date'" + asOf + "'")
            .groupBy("customer_id")
            .agg(functions.sum("amount").as("spend"))
            .where("pmod(xxhash64(customer_id), 10) <> 0")
            .agg(functions.avg("spend"))
            .first()
            .getDouble(0);
    assertThat((Double) artifact.inputs(plan).value("usual_spend")).isCloseTo(mean, within(1e-9));

    String scores = folder.resolve("scores").toString();
    String score = "score --model " + model() + source + " --as-of " + asOf + " --out " + scores;
    assertThat(console.run(score.split(" ", -1))).as(console.err()).isZero();
    assertThat(spark.read().parquet(scores).where("score is not null").count()).isPositive();

    TestConsole check = new TestConsole();
    String served = "serve-check --model " + model() + source + " --as-of " + asOf;
    assertThat(check.run(served.split(" ", -1))).as(check.err()).isZero();
    assertThat(check.out())
        .matches("rows: [1-9]\\d*\ndiffering features: 0\ndiffering scores: 0\n");
  }
}
