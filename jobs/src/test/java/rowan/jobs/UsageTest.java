package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and help; nothing here needs Spark. */
class UsageTest {

  private final TestConsole console = new TestConsole();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "features --help",
        "score --help",
        "graph --help",
        "explain --help",
        "fit --help",
        "generate --help",
        "generate fraud --help",
        "generate ltv --help",
        "compare --help",
        "state --help",
        "state export --help",
        "state inspect --help",
        "bench windows --help",
        "bench wide --help",
        "bench plan --help",
        "bench online --help",
        "demo --help"
      })
  void helpTeachesByExample(String args) {
    assertThat(console.run(args.split(" "))).isZero();
    assertThat(console.out()).containsPattern("Examples?:\n  rowan ");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void helpListsTheGraphs() {
    console.run("features", "--help");
    assertThat(console.out())
        .contains("  fraud  rowan.defs.fraud.FraudModel\n")
        .contains("  ltv    rowan.defs.ltv.CustomerModel\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features --graph fraud | Missing required option: '--out=DIR' | features",
        "features --graph fraud --out x --sauce y | Unknown options: '--sauce', 'y' | features",
        "features --graph fraud --out x --source y | Invalid value for option '--source' (NAME=PATH): \"y\" is not NAME=VALUE | features",
        "features --graph fraud --out x --format xml | Invalid value for option '--format': expected one of [PARQUET, CSV, JSON, ARROW] (case-insensitive) but was 'xml' | features",
        "features --graph fraud --out x --source y= | Invalid value for option '--source' (NAME=PATH): \"y=\" is not NAME=VALUE | features",
        "compare --graph fraud --limit many | Invalid value for option '--limit': 'many' is not a number of rows, from 1 | compare",
        "compare --graph fraud --limit 0 | Invalid value for option '--limit': '0' is not a number of rows, from 1 | compare",
        "compare --graph fraud --limit=-1 | Invalid value for option '--limit': '-1' is not a number of rows, from 1 | compare",
        "score --graph fraud --in x | Missing required option: '--out=FILE' | score",
        "score --graph fraud --out x | Missing required option: '--in=FILE' | score",
        "score --graph fraud --in x --out y --where z | Unknown options: '--where', 'z' | score",
        "compare --graph fraud --handover noon | Invalid value for option '--handover': 'noon' is not a time, such as 2026-01-31 or 2026-01-31T12:00:00Z | compare",
        "state export --graph fraud --out x | Missing required option: '--at=TIME' | state export",
        "state export --graph fraud --at 2026-01-31 --lateness long --out x | Invalid value for option '--lateness': 'long' is not a time, such as 1d or 30m | state export",
        "state | Missing required subcommand | state",
        "generate fraud | Missing required option: '--out=DIR' | generate fraud",
        "generate | Missing required subcommand | generate",
      })
  void wrongOptionsAreUsageErrors(String args, String message, String command) {
    assertThat(console.run(args.split(" "))).isEqualTo(2);
    assertThat(console.err()).isEqualTo(message + "\nTry: rowan " + command + " --help\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void misspelledCommandIsToldWhatItMayHaveBeen() {
    assertThat(console.run("feature")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "Unmatched argument at index 0: 'feature'\n"
                + "Did you mean: rowan features or rowan state or rowan compare?\n"
                + "Try: rowan --help\n");
  }

  @Test
  void graphIsPrintedWithoutSpark() {
    assertThat(console.run("graph", "--graph", "fraud", "--upstream", "duringNight")).isZero();
    assertThat(console.out().lines().map(line -> line.strip().split(" ")[0]))
        .containsExactly("FraudModel,", "transactions.tx_datetime", "during_night");
  }

  @Test
  void graphBetweenTwoNodes() {
    console.run(
        "graph", "--graph", "fraud", "--downstream", "tx_date", "--upstream", "day_of_week");
    assertThat(console.out().lines().map(line -> line.strip().split(" ")[0]))
        .containsExactly("FraudModel,", "tx_date", "day_of_week");
  }

  @Test
  void graphInOtherFormats() {
    assertThat(console.run("graph", "--graph", "ltv", "--format", "dot")).isZero();
    assertThat(console.out()).startsWith("digraph");
  }

  @Test
  void unknownNodeOfGraph() {
    assertThat(console.run("graph", "--graph", "fraud", "--downstream", "tx_amont")).isEqualTo(1);
    assertThat(console.err()).contains("[unknown-feature] \"tx_amont\"").contains("tx_amount?");
  }

  @Test
  void settingsOutOfRangeAreToldTogether() {
    assertThat(console.run("generate", "fraud", "--out", "x", "--customers", "0", "--days", "-1"))
        .isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            "Cannot generate payments: Invalid number of customers 0 (at least 1)\n"
                + "Invalid number of days -1 (at least 1)\n");
  }

  @Test
  void stackTraceOnlyWhenAskedFor() {
    console.run("graph", "--graph", "nothing", "--verbose");
    assertThat(console.err())
        .startsWith("Cannot find the graph: 1 problem\n")
        .contains("\tat rowan.jobs.GraphCatalog");
  }

  /** Runs a command where the class path has a further folder. */
  private int runWith(Path jar, String... args) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return console.run(args);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void classOfLaterJava(@TempDir Path jar) throws IOException {
    byte[] start = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
    Files.write(jar.resolve("Later.class"), start);
    assertThat(runWith(jar, "graph", "--graph", "Later")).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            "Cannot print the graph: java.lang.UnsupportedClassVersionError: Later has been compiled"
                + " by a more recent version of the Java Runtime (class file version 99.0), this"
                + " version of the Java Runtime only recognizes class file versions up to "
                + System.getProperty("java.class.version")
                + "\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void malformedListOfGraphs(@TempDir Path jar) throws IOException {
    Path file = jar.resolve(GraphCatalog.RESOURCE);
    Files.createDirectories(jar.resolve("META-INF/rowan"));
    Files.writeString(file, "mine=\\u00");
    String message =
        "Cannot read %s: Malformed \\uxxxx encoding.\n".formatted(file.toUri().toURL());
    assertThat(runWith(jar, "--help")).isEqualTo(1);
    assertThat(console.err()).isEqualTo(message);
    assertThat(runWith(jar, "--help", "--verbose")).isEqualTo(1);
    assertThat(console.err())
        .startsWith(message + message)
        .contains("\tat rowan.jobs.GraphCatalog");
    assertThat(console.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"features --out x", "compare"})
  void inputsAreCheckedBeforeSparkStarts(String command) {
    String args =
        command
            + " --select labelled --source transactions=nowhere --graph rowan.jobs.NeedyFeatures";
    assertThat(console.run(args.split(" "))).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot run the plan of NeedyFeatures: 1 problem
            1. [missing-input] input "prefix"
               The plan needs a String; give it one.
            """);
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }

  @Test
  void emptyTextIsNoNumber() {
    console.run("explain", "--graph", "rowan.jobs.TestFeatures", "--input", "rate=");
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot take the inputs of TestFeatures: 1 problem
            1. [input-type] input "rate"
               It is declared as a double, and "" is not a double.
            """);
  }

  @Test
  void explainWithoutInputsLeavesSparkOut() {
    assertThat(console.run("explain", "--graph", "rowan.jobs.ModelFeatures")).isZero();
    assertThat(console.out())
        .isEqualTo(
            """
            == Plan ==
            scan transactions: tx_amount
            supply: model Model (required), weight double (required)
            row features:
              double scored = rowan.jobs.ModelFeatures.scored(model, weight, transactions.tx_amount)
            select: transaction_id, tx_datetime | scored
            """);
    assertThat(console.err())
        .isEqualTo("Left out Spark's plan, which needs input \"model\", input \"weight\"\n");
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }
}
