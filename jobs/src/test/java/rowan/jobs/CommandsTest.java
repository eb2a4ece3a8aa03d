package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.defs.fraud.FraudModel;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.state.SavedState;
import rowan.state.StateException;

/** The commands as a person runs them, on a small set of payments. */
class CommandsTest {

  private static final String FRAUD = Graph.of(FraudModel.class).title();

  @TempDir private static Path shared;
  private static SparkSession spark;
  private static String payments;

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
            .config("spark.sql.codegen.fallback", "false")
            .config("spark.sql.codegen.factoryMode", "CODEGEN_ONLY")
            .getOrCreate();
    payments = shared.resolve("some payments").toString();
    TestConsole console = new TestConsole();
    assertThat(
            console.run(
                "generate",
                "fraud",
                "--customers",
                "20",
                "--terminals",
                "500",
                "--days",
                "10",
                "--out",
                payments))
        .isZero();
    assertThat(console.err()).isEqualTo("Wrote " + payments + "\n");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  /** Computes features of {@code source} into {@link #out}. */
  private int features(String source, String... further) {
    Stream<String> given =
        Stream.of(
            "features", "--graph", "fraud", "--source", "transactions=" + source, "--out", out());
    return console.run(Stream.concat(given, Stream.of(further)).toArray(String[]::new));
  }

  private void failsWith(int exitCode, String message) {
    assertThat(console.err()).isEqualTo(message + "\n");
    assertThat(exitCode).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  /** The payments with one change, in a folder beside the one for output. */
  private static String changed(String name, String format, Dataset<Row> rows) {
    String path = shared.resolve(name).toString();
    rows.write().mode("overwrite").option("header", "true").format(format).save(path);
    return path;
  }

  private static Dataset<Row> read() {
    return spark.read().parquet(payments);
  }

  private static String problem(String failed, String code, String place, String message) {
    return "%s: 1 problem\n1. [%s] %s\n   %s".formatted(failed, code, place, message);
  }

  @Test
  void featuresAreWritten() {
    assertThat(features(payments, "--select", "duringNight, tx_amount")).isZero();
    Dataset<Row> written = spark.read().parquet(out());
    assertThat(written.columns())
        .containsExactly("transaction_id", "tx_datetime", "during_night", "tx_amount");
    assertThat(written.count()).isEqualTo(read().count()).isGreaterThan(100);
    assertThat(written.where("during_night <> (hour(tx_datetime) < 7)").count()).isZero();
    assertThat(console.err())
        .matches(
            "Wrote %d rows with 2 features to \\Q%s\\E in [0-9.]+ s\n"
                .formatted(written.count(), out()));
  }

  private static final String OF_DAYS =
      "customer_tx_count_7d,terminal_risk_1d,customer_past_payments,customer_exp_mean_amount";

  private static List<String> shown(Dataset<Row> rows) {
    return rows.drop("day").collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** Each goes on from the state of the one before, and one of them is run twice. */
  @Test
  void daysThatAreComputedOneAfterTheOther_areTheWhole() {
    String state = folder.resolve("state").toString();
    run(
        features(
            payments,
            "--select",
            OF_DAYS,
            "--from",
            "2018-04-01",
            "--to",
            "2018-04-05",
            "--state-out",
            state + 5));
    String[] next = {
      "--select",
      OF_DAYS,
      "--from",
      "2018-04-05",
      "--to",
      "2018-04-11",
      "--state-in",
      state + 5,
      "--state-out",
      state + 11
    };
    run(features(payments, next));
    List<String> days = shown(spark.read().parquet(out()));
    run(features(payments, next));
    assertThat(shown(spark.read().parquet(out()))).isEqualTo(days);
    assertThat(console.err()).endsWith("Saved the state to " + state + "11\n");
    assertThat(folder.resolve("out").toFile().list()).hasSize(10);
    assertThat(folder.resolve("out/day=2018-04-07/_SUCCESS")).exists();
    Path whole = folder.resolve("whole");
    assertThat(
            console.run(
                "features",
                "--graph",
                "fraud",
                "--source",
                "transactions=" + payments,
                "--select",
                OF_DAYS,
                "--out",
                whole.toString()))
        .isZero();
    assertThat(days)
        .isEqualTo(shown(spark.read().parquet(whole.toString())))
        .hasSizeGreaterThan(100);
  }

  private void run(int exitCode) {
    assertThat(exitCode).as(console.err()).isZero();
  }

  @Test
  void daysAreChecked_andExplained() {
    assertThat(features(payments, "--from", "2018-04-05", "--to", "2018-04-05")).isEqualTo(1);
    failsWith(
        1,
        problem(
            "Cannot tell which days to compute",
            "days",
            "--to",
            "It must be after --from; 2018-04-05 is not after 2018-04-05."));
    assertThat(
            console.run(
                "explain",
                "--graph",
                "fraud",
                "--select",
                "terminal_risk_7d",
                "--source",
                "transactions=" + payments,
                "--from",
                "2018-04-20"))
        .isZero();
    assertThat(console.out())
        .contains(
            "== Events ==\ntransactions from 2018-04-06T00:00:00Z, 14d before, until 2018-04-21T00:00:00Z\n")
        .contains(
            "PushedFilters: [IsNotNull(tx_datetime), LessThan(tx_datetime,2018-04-21T00:00:00Z)");
  }

  @Test
  void csvHoldsWhatItCan() throws IOException {
    assertThat(features(payments, "--format", "csv", "--where", "transaction_id = 7")).isZero();
    assertThat(console.err())
        .startsWith(
            "Left out what needs a model: published_score, fraud_score\nLeft out what csv cannot hold: ")
        .contains("Wrote 1 rows");
    try (Stream<Path> files = Files.list(Path.of(out()))) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().endsWith(".csv")).toList();
      List<String> lines = parts.stream().flatMap(part -> lines(part).stream()).distinct().toList();
      assertThat(lines.get(0)).startsWith("transaction_id,tx_datetime,");
      assertThat(lines.get(1)).startsWith("7,2018-04-01T");
    }
  }

  @Test
  void arrowFilesAreScoredInProcessToTheSameBits() throws IOException {
    String[] wanted = {"--select", "amount_log,minutes_since_midnight"};
    assertThat(features(payments, "--format", "arrow", "--select", "tx_amount")).isZero();
    Map<Long, Object> logs = new TreeMap<>();
    Map<Long, Object> minutes = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(out()))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".arrow")).toList()) {
        Path scored = folder.resolve("scored.arrow");
        Stream<String> score =
            Stream.of(
                "score", "--graph", "fraud", "--in", file.toString(), "--out", scored.toString());
        assertThat(console.run(Stream.concat(score, Stream.of(wanted)).toArray(String[]::new)))
            .as(console.err())
            .isZero();
        logs.putAll(ArrowPayments.readFile(scored, "amount_log"));
        minutes.putAll(ArrowPayments.readFile(scored, "minutes_since_midnight"));
        Files.delete(scored);
      }
    }
    assertThat(features(payments, "--overwrite", wanted[0], wanted[1])).isZero();
    Map<Long, Object> expectedLogs = new TreeMap<>();
    Map<Long, Object> expectedMinutes = new TreeMap<>();
    for (Row row : spark.read().parquet(out()).collectAsList()) {
      expectedLogs.put(row.getAs("transaction_id"), row.getAs("amount_log"));
      expectedMinutes.put(row.getAs("transaction_id"), row.getAs("minutes_since_midnight"));
    }
    assertThat(logs).isEqualTo(expectedLogs).hasSizeGreaterThan(100);
    assertThat(minutes).isEqualTo(expectedMinutes);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void csvAndJsonSourcesGiveTheSame() {
    String csv = changed("as.csv", "csv", read());
    String json = changed("as.json", "json", read());
    assertThat(features(payments, "--select", "day_part,during_weekend")).isZero();
    List<String> expected = rowsOf(out());
    assertThat(features(csv, "--select", "day_part,during_weekend", "--overwrite")).isZero();
    assertThat(rowsOf(out())).isEqualTo(expected);
    assertThat(features(json, "--select", "day_part,during_weekend", "--overwrite")).isZero();
    assertThat(rowsOf(out())).isEqualTo(expected);
  }

  private static List<String> rowsOf(String path) {
    return spark.read().parquet(path).orderBy("transaction_id").toJSON().collectAsList();
  }

  @Test
  void sourceWithoutColumn() {
    String source = changed("without", "parquet", read().drop("tx_amount"));
    failsWith(
        features(source),
        problem(
            "Cannot read source transactions",
            "missing-column",
            "column \"tx_amount\"",
            "The table has no such column; rowan.defs.fraud.Transaction declares it as a double."));
  }

  @Test
  void csvSourceWithoutColumn() {
    String source = changed("without.csv", "csv", read().drop("tx_amount"));
    failsWith(
        features(source),
        problem(
            "Cannot read source transactions",
            "missing-column",
            "column \"tx_amount\"",
            "The table has no such column; rowan.defs.fraud.Transaction declares it as a double."));
  }

  private static Dataset<Row> withTextInCustomer() {
    return read()
        .withColumn(
            "customer_id",
            functions.expr("if(transaction_id = 5, 'bob', cast(customer_id as string))"));
  }

  @Test
  void textInNumericColumnOfParquet() {
    failsWith(
        features(changed("text", "parquet", withTextInCustomer())),
        problem(
            "Cannot read source transactions",
            "column-type",
            "column \"customer_id\"",
            "The table has it as string; rowan.defs.fraud.Transaction declares it as a long, which is bigint."));
  }

  @Test
  void textInNumericColumnOfCsv() {
    failsWith(
        features(changed("text.csv", "csv", withTextInCustomer()), "--select", "during_night"),
        "Cannot read source transactions: column customer_id: \"bob\" is not a long, in row"
            + " transaction_id = 5");
  }

  @Test
  void unknownFeature() {
    failsWith(
        features(payments, "--select", "during_nigth"),
        problem(
                "Cannot plan features of " + FRAUD,
                "unknown-feature",
                "\"during_nigth\"",
                "No feature, input or column of %s has this name.".formatted(FRAUD))
            + "\n   Did you mean: during_night?");
  }

  @Test
  void missingPath() {
    String missing = folder.resolve("missing").toString();
    failsWith(
        features(missing),
        problem(
            "Cannot read source transactions",
            "missing-path",
            missing,
            "There are no files; name a file, or a folder that holds some."));
  }

  @Test
  void existingOutput() throws IOException {
    Path file = Files.writeString(Files.createDirectory(Path.of(out())).resolve("mine.txt"), "x");
    assertThat(features(payments)).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            problem(
                    "Cannot write " + out(),
                    "output-exists",
                    out(),
                    "It exists already; choose another folder, remove it, or overwrite it.")
                + "\n");
    assertThat(file).hasContent("x");
    assertThat(folder.toFile().list()).containsExactly("out");
  }

  @Test
  void outputOverItsOwnSource() {
    assertThat(
            console.run(
                "features",
                "--graph",
                "fraud",
                "--source",
                "transactions=" + payments,
                "--out",
                shared.toString(),
                "--overwrite"))
        .isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            problem(
                    "Cannot write " + shared,
                    "source-overwritten",
                    shared.toString(),
                    "The source transactions is read from there; write to another folder.")
                + "\n");
    assertThat(read().count()).isPositive();
  }

  @Test
  void unknownGraph() {
    failsWith(
        console.run("features", "--graph", "frad", "--out", out()),
        problem(
                "Cannot find the graph",
                "unknown-graph",
                "\"frad\"",
                "No class on the class path has this name, and no jar declares a graph of this name in META-INF/rowan/graphs.properties. Known graphs: fraud, ltv.")
            + "\n   Did you mean: fraud?");
  }

  @Test
  void unknownAndMissingSource() {
    failsWith(
        console.run(
            "features", "--graph", "fraud", "--source", "transaction=" + payments, "--out", out()),
        """
        Cannot find the sources of %s: 2 problems
        1. [unknown-source] source "transaction"
           The graph has no source of this name. It has transactions.
           Did you mean: transactions?
        2. [missing-source] source "transactions"
           The features are computed from it; say where it is: --source transactions=PATH."""
            .formatted(FRAUD));
  }

  @Test
  void sourceGivenTwice() {
    failsWith(
        features(payments, "--source", "Transactions=elsewhere"),
        problem(
            "Cannot understand the options",
            "given-twice",
            "source \"Transactions\"",
            "It is given twice; give it once."));
  }

  @Test
  void inputsAsText() {
    String graph = TestFeatures.class.getName();
    String source = "transactions=" + payments;
    assertThat(
            console.run(
                "features",
                "--graph",
                graph,
                "--select",
                "converted,tx_amount",
                "--source",
                source,
                "--out",
                out(),
                "--input",
                "Rate=0.5"))
        .isZero();
    assertThat(spark.read().parquet(out()).where("converted <> tx_amount * 0.5").count()).isZero();
  }

  @Test
  void badInputs() {
    failsWith(
        console.run(
            "features",
            "--graph",
            TestFeatures.class.getName(),
            "--source",
            "transactions=" + payments,
            "--out",
            out(),
            "--input",
            "rate=much",
            "--input",
            "rates=2"),
        """
        Cannot take the inputs of TestFeatures: 2 problems
        1. [input-type] input "rate"
           It is declared as a double, and "much" is not a double.
        2. [unknown-input] input "rates"
           The graph has no input of this name. It has rate.
           Did you mean: rate?""");
  }

  @Test
  void methodThatThrows() {
    int exitCode =
        console.run(
            "features",
            "--graph",
            TestFeatures.class.getName(),
            "--select",
            "faulty",
            "--source",
            "transactions=" + payments,
            "--out",
            out());
    failsWith(
        exitCode,
        "Cannot compute faulty: rowan.jobs.TestFeatures.faulty threw"
            + " java.lang.ArithmeticException: / by zero for (transactionId = 7)");
  }

  @Test
  void conditionThatSparkDoesNotUnderstand() {
    int exitCode = features(payments, "--where", "nonsense > 1");
    assertThat(console.err())
        .startsWith("Cannot compute features: [UNRESOLVED_COLUMN.WITH_SUGGESTION]")
        .hasLineCount(1);
    assertThat(exitCode).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void explainWithoutSource() {
    assertThat(console.run("explain", "--graph", "fraud", "--select", "during_night")).isZero();
    assertThat(console.out())
        .startsWith(
            """
            == Plan ==
            scan transactions: tx_datetime
            row features:
              boolean during_night = rowan.defs.fraud.TransactionFeatures.duringNight(transactions.tx_datetime)
            select: transaction_id, tx_datetime | during_night

            == Physical Plan ==
            """)
        .contains("Scan ExistingRDD");
  }

  @Test
  void explainWithSourceReadsWhatIsNeeded() {
    assertThat(
            console.run(
                "explain",
                "--graph",
                "fraud",
                "--select",
                "during_night",
                "--source",
                "transactions=" + payments))
        .isZero();
    assertThat(console.out())
        .contains("ReadSchema: struct<transaction_id:bigint,tx_datetime:timestamp>");
  }

  @Test
  void compareFindsNoDifference() {
    assertThat(console.run("compare", "--graph", "fraud", "--source", "transactions=" + payments))
        .isZero();
    assertThat(console.out())
        .matches("rows: %d\nfeatures: \\d+\ndiffering values: 0\n".formatted(read().count()));
    assertThat(console.err())
        .isEqualTo(
            """
            Left out what needs a model: published_score, fraud_score
            Left out what cannot be served: confirmed_fraud
            """);
  }

  @Test
  void compareAfterAHandover_findsNoDifference() {
    assertThat(
            console.run(
                "compare",
                "--graph",
                "fraud",
                "--source",
                "transactions=" + payments,
                "--handover",
                "2018-04-08"))
        .isZero();
    long after = read().where("tx_datetime >= '2018-04-08'").count();
    assertThat(console.out())
        .matches("rows: %d\nfeatures: \\d+\ndiffering values: 0\n".formatted(after));
  }

  @Test
  void stateIsSavedAndShown() {
    assertThat(
            console.run(
                "state",
                "export",
                "--graph",
                "fraud",
                "--source",
                "transactions=" + payments,
                "--at",
                "2018-04-08",
                "--out",
                out()))
        .isZero();
    long customers =
        read().where("tx_datetime < '2018-04-08'").select("customer_id").distinct().count();
    assertThat(console.err()).contains("by customer_id: %d keys, ".formatted(customers));

    TestConsole whole = new TestConsole();
    assertThat(whole.run("state", "inspect", out())).isZero();
    assertThat(whole.out())
        .startsWith("state of " + FRAUD + "\nfingerprint: ")
        .contains("\ntransactions before 2018-04-08T00:00:00Z\n")
        .contains("\ntakes late events from 2018-04-07T00:00:00Z on\n")
        .contains("\nby customer_id: %d keys, ".formatted(customers));

    Object customer = read().select("customer_id").first().get(0);
    TestConsole key = new TestConsole();
    assertThat(key.run("state", "inspect", "--graph", "fraud", "--key", "" + customer, out()))
        .isZero();
    long payments =
        read().where("tx_datetime < '2018-04-08' and customer_id = " + customer).count();
    assertThat(key.out()).startsWith("by customer_id\n  transactions 2018-04-");
    assertThat(key.out().lines().filter(line -> line.startsWith("  transactions")).count())
        .isGreaterThanOrEqualTo(payments);

    TestConsole none = new TestConsole();
    assertThat(none.run("state", "inspect", "--graph", "fraud", "--key", "-5", out())).isEqualTo(1);
    assertThat(none.err()).isEqualTo("No windows of the key -5 have seen anything.\n");
  }

  @Test
  void stateOfAScore_isSavedWithoutItsModel() {
    assertThat(
            console.run(
                "state",
                "export",
                "--graph",
                "fraud",
                "--select",
                "published_score,during_night",
                "--source",
                "transactions=" + payments,
                "--at",
                "2018-04-08",
                "--out",
                out()))
        .isZero();
    Graph graph = Graph.of(FraudModel.class);
    SavedState state = SavedState.in(Path.of(out()));
    state.requireFor(Plan.of(graph, "published_score"));
    assertThatThrownBy(() -> state.requireFor(Plan.of(graph, "fraud_score")))
        .isInstanceOf(StateException.class);
  }

  @Test
  void compareTellsOfDifferences() {
    int exitCode =
        console.run(
            "compare",
            "--graph",
            TestFeatures.class.getName(),
            "--select",
            "calls",
            "--source",
            "transactions=" + payments,
            "--limit",
            "3");
    assertThat(console.out())
        .startsWith("rows: 3\nfeatures: 1\ndiffering values: 3\n  calls: ")
        .hasLineCount(6);
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void purchasesHaveTheirOwnGraph() {
    String purchases = folder.resolve("purchases").toString();
    assertThat(console.run("generate", "ltv", "--customers", "30", "--out", purchases)).isZero();
    assertThat(
            console.run(
                "compare",
                "--graph",
                "ltv",
                "--spine",
                "purchases",
                "--source",
                "purchases=" + purchases))
        .isZero();
    assertThat(console.out()).contains("differing values: 0");
  }

  @Test
  void demoTakesNoFolderOfOthers() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "x");
    assertThat(console.run("demo", "--out", folder.toString())).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            problem(
                    "Cannot run the demo",
                    "output-exists",
                    folder.toString(),
                    "It exists, and no demo made it; choose another folder with --out.")
                + "\n");
    assertThat(mine).hasContent("x");
  }

  /** Computes features of {@code source} over {@code out}, which must be refused. */
  private void overwrites(String source, Path out) {
    TestConsole fresh = new TestConsole();
    String[] args = {
      "features",
      "--graph",
      "fraud",
      "--source",
      "transactions=" + source,
      "--out",
      out.toString(),
      "--overwrite"
    };
    assertThat(fresh.run(args)).isEqualTo(1);
    assertThat(fresh.err())
        .isEqualTo(
            problem(
                    "Cannot write " + out,
                    "source-overwritten",
                    out.toString(),
                    "The source transactions is read from there; write to another folder.")
                + "\n");
  }

  @Test
  void outputOverFilesOfPattern() {
    Path year = folder.resolve("data/2024");
    read().write().parquet(year.resolve("part0").toString());
    overwrites(folder + "/data/*/part*", year);
    overwrites(folder + "/data/*/part*", year.resolve("part0"));
    overwrites(folder + "/data/*", year.resolve("part0/more"));
    overwrites(folder.toString(), year);
    assertThat(spark.read().parquet(year.resolve("part0").toString()).count())
        .isEqualTo(read().count());
  }

  @Test
  void outputBesideFilesOfPattern() {
    read().write().parquet(folder.resolve("data/2024").toString());
    assertThat(features(folder + "/data/20*", "--select", "during_night")).isZero();
    assertThat(features(folder + "/data/20*", "--select", "during_night", "--overwrite")).isZero();
  }

  private int runNeedy(String command, String... further) {
    Stream<String> given =
        Stream.of(
            command,
            "--graph",
            NeedyFeatures.class.getName(),
            "--source",
            "transactions=" + payments);
    return console.run(Stream.concat(given, Stream.of(further)).toArray(String[]::new));
  }

  @Test
  void compareOfNoRows() {
    int exitCode =
        console.run(
            "compare",
            "--graph",
            "fraud",
            "--source",
            "transactions=" + payments,
            "--where",
            "tx_amount < 0");
    failsWith(exitCode, "Compared no rows: the source is empty, or --where leaves none of it.");
  }

  @Test
  void compareLeavesOutWhatIsKnownLater() {
    assertThat(runNeedy("compare", "--input", "prefix=a", "--limit", "3")).isZero();
    assertThat(console.out()).isEqualTo("rows: 3\nfeatures: 1\ndiffering values: 0\n");
    assertThat(console.err()).isEqualTo("Left out what cannot be served: fraudulent\n");
  }

  @Test
  void compareOfWhatIsKnownLater() {
    failsWith(
        runNeedy("compare", "--select", "fraudulent"),
        problem(
            "Cannot serve features of NeedyFeatures",
            "known-late",
            "rowan.jobs.NeedyFeatures.fraudulent(@Nullable int txFraud)",
            "\"fraudulent\" is known only 7d after its row, so it cannot be served; leave it out."));
  }

  @Test
  void emptyTextIsAnInput() {
    assertThat(runNeedy("features", "--select", "labelled", "--input", "prefix=", "--out", out()))
        .isZero();
    assertThat(
            spark.read().parquet(out()).where("labelled <> cast(transaction_id as string)").count())
        .isZero();
  }

  @Test
  void explainOfUnknownInput() {
    failsWith(
        runNeedy("explain", "--select", "fraudulent", "--input", "prefix=a"),
        problem(
            "Cannot run the plan of NeedyFeatures",
            "unknown-input",
            "input \"prefix\"",
            "No wanted feature reads it as an input; leave it out."));
  }
}
