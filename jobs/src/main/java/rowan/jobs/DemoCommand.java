package rowan.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/** Shows the other commands at work. */
@Command(
    name = "demo",
    description = {
      "Generates about 100,000 card payments, computes their features on Spark, trains a model on a"
          + " week of them, scores all, compares the features with those of the in-process scorer, and"
          + " shows the payments with the highest scores.",
      "Takes less than three minutes."
    },
    footer = {"", "Example:", "  rowan demo"})
final class DemoCommand implements Action {

  /** Says that a folder was made by a demo, and may be replaced by the next. */
  private static final String MARKER = ".rowan-demo";

  private static final int ROWS_SHOWN = 5;
  private static final String[] COLUMNS_SHOWN = {
    "transaction_id", "tx_datetime", "tx_amount", "tx_fraud", "round(fraud_score, 3) as score"
  };

  private final Console console;

  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("target", "rowan-demo");

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "run the demo";
  }

  @Override
  public Integer call() {
    claim();
    String payments = folder.resolve("payments").toString();
    String features = folder.resolve("features").toString();
    String model = folder.resolve("model").toString();
    String scores = folder.resolve("scores").toString();
    session.open(); // which all commands below share
    for (List<String> command : commands(payments, features, model, scores)) {
      int exitCode = run(command);
      if (exitCode != ExitCode.OK) {
        return exitCode;
      }
    }
    show(payments, scores);
    console.out().println("The features, the model and the scores are in " + folder);
    return ExitCode.OK;
  }

  /** Words are split at blanks; paths, which may hold blanks, come in their places. */
  private static List<List<String>> commands(
      String payments, String features, String model, String scores) {
    String source = "transactions=" + payments;
    return List.of(
        words(
            "generate fraud --customers 1000 --terminals 2000 --days 52 --overwrite --out",
            payments),
        words("features --graph fraud --overwrite --source", source, "--out", features),
        words("train --graph fraud --overwrite --source", source, "--out", model),
        words("score --overwrite --model", model, "--source", source, "--out", scores),
        words("compare --graph fraud --source", source));
  }

  private static List<String> words(String blankSeparated, String... further) {
    return Stream.concat(Arrays.stream(blankSeparated.split(" ", -1)), Arrays.stream(further))
        .toList();
  }

  private int run(List<String> command) {
    console.err().println("rowan " + String.join(" ", command));
    return Main.run(console, command.toArray(String[]::new));
  }

  /**
   * Makes the folder, or takes that of an earlier demo.
   *
   * @throws CheckException when somebody else's files are in it
   */
  private void claim() {
    try {
      if (Files.exists(folder) && !Files.exists(folder.resolve(MARKER)) && !isEmptyFolder()) {
        throw new CheckException(
            "Cannot run the demo",
            List.of(
                Problem.at(
                    "output-exists",
                    folder.toString(),
                    "It exists, and no demo made it; choose another folder with --out.")));
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MARKER), "");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder + ": " + e, e);
    }
  }

  private boolean isEmptyFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private void show(String payments, String scores) {
    SparkSession spark = session.open();
    List<List<String>> table = new ArrayList<>();
    table.add(Stream.of(COLUMNS_SHOWN).map(column -> column.replaceFirst(".* as ", "")).toList());
    spark
        .read()
        .parquet(payments)
        .join(spark.read().parquet(scores).drop("tx_datetime"), "transaction_id")
        .orderBy(functions.desc("fraud_score"), functions.col("transaction_id"))
        .limit(ROWS_SHOWN)
        .selectExpr(COLUMNS_SHOWN)
        .collectAsList()
        .forEach(row -> table.add(values(row)));
    TextTable.lines(table).forEach(console.out()::println);
  }

  private static List<String> values(Row row) {
    return IntStream.range(0, row.size()).mapToObj(row::get).map(String::valueOf).toList();
  }
}
