package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rowan.defs.fraud.FraudModel;
import rowan.graph.Graph;

/** Arrow files are scored, and no Spark is there. */
class ScoreCommandTest {

  private static final String GRAPH = TestFeatures.class.getName();

  @TempDir private Path folder;
  private final TestConsole console = new TestConsole();
  private Programs programs;
  private Path payments;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    programs = new Programs(Files.createDirectory(folder.resolve("logs")));
    payments = folder.resolve("payments.arrow");
    out = folder.resolve("out.arrow");
    ArrowPayments.writeFile(payments, 3, null);
  }

  @AfterEach
  void end() throws InterruptedException {
    programs.end();
  }

  private int score(String... further) {
    Stream<String> given =
        Stream.of("score", "--graph", GRAPH, "--in", payments.toString(), "--out", out.toString());
    return console.run(Stream.concat(given, Arrays.stream(further)).toArray(String[]::new));
  }

  private void failsWith(int exitCode, String message) throws IOException {
    assertThat(console.err()).isEqualTo(message.strip() + "\n");
    assertThat(exitCode).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(names()).doesNotContain("out.arrow").noneMatch(name -> name.startsWith("."));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void fileIsScored() throws IOException {
    assertThat(score("--select", "converted", "--input", "rate=3")).isZero();
    assertThat(ArrowPayments.readFile(out, "converted"))
        .isEqualTo(Map.of(1L, 3.0, 2L, 6.0, 3L, 9.0));
    assertThat(ArrowPayments.readFile(out, "tx_datetime"))
        .isEqualTo(Map.of(1L, 0L, 2L, 3_600_000_000L, 3L, 7_200_000_000L));
    assertThat(console.err())
        .matches("Wrote 3 rows with 1 features to \\Q" + out + "\\E in [0-9.]+ s\n");
    assertThat(console.out()).isEmpty();
    assertThat(names()).containsExactlyInAnyOrder("logs", "payments.arrow", "out.arrow");
  }

  @ParameterizedTest
  @EnumSource(
      value = CodecType.class,
      names = {"LZ4_FRAME", "ZSTD"})
  void compressedFileIsScored(CodecType compression) throws IOException {
    Files.delete(payments);
    ArrowPayments.writeFile(payments, 2, compression);
    assertThat(score("--select", "converted")).as(console.err()).isZero();
    assertThat(ArrowPayments.readFile(out, "converted")).isEqualTo(Map.of(1L, 2.0, 2L, 4.0));
  }

  @Test
  void streamInAFileIsScored() throws IOException {
    Files.delete(payments);
    ArrowPayments.writeStream(payments, 2);
    assertThat(score("--select", "converted")).as(console.err()).isZero();
    assertThat(ArrowPayments.readFile(out, "converted")).isEqualTo(Map.of(1L, 2.0, 2L, 4.0));
  }

  @Test
  void whatABatchCannotGive_isLeftOut() throws IOException {
    assertThat(
            console.run(
                "score", "--graph", "fraud", "--in", payments.toString(), "--out", out.toString()))
        .isZero();
    assertThat(console.err())
        .startsWith(
            "Left out what needs a model: published_score, fraud_score\n"
                + "Left out what needs other rows, or is not known in time: customer_tx_count_1d, ")
        .contains(", confirmed_fraud, ");
    assertThat(ArrowPayments.readFile(out, "amount_in_cents"))
        .isEqualTo(Map.of(1L, 100L, 2L, 200L, 3L, 300L));
  }

  @Test
  void whatABatchCannotGive_isRefusedWhenItIsAskedFor() throws IOException {
    int exitCode =
        console.run(
            "score",
            "--graph",
            "fraud",
            "--in",
            payments.toString(),
            "--out",
            out.toString(),
            "--select",
            "customer_velocity_1h");
    failsWith(
        exitCode,
        """
        Cannot score Arrow rows with features of %s: 1 problem
        1. [needs-events] rowan.defs.fraud.CustomerVelocity.customerVelocity()
           "customer_velocity_1h" sees other events than its row, and a batch has none; compute it on Spark or with a Scorer, or leave it out.
        """
            .formatted(Graph.of(FraudModel.class).title()));
  }

  @Test
  void rowThatFails_isTold_andLeavesNothing() throws IOException {
    Files.delete(payments);
    ArrowPayments.writeFile(payments, 9, null);
    failsWith(
        score("--select", "faulty"),
        "Cannot compute faulty: rowan.jobs.TestFeatures.faulty threw java.lang.ArithmeticException: /"
            + " by zero for (transactionId = 7), in row 6 (transaction_id = 7)");
  }

  @Test
  void fileThatExists_isKept() throws IOException {
    Files.writeString(out, "mine");
    assertThat(score("--select", "converted")).isEqualTo(1);
    assertThat(console.err())
        .isEqualTo(
            """
            Cannot write %s: 1 problem
            1. [output-exists] %s
               It exists already; choose another file, remove it, or overwrite it.
            """
                .formatted(out, out));
    assertThat(out).hasContent("mine");
  }

  @Test
  void fileThatExists_isReplacedWhenAskedTo_butNotByAFailure() throws IOException {
    Files.writeString(out, "mine");
    Files.delete(payments);
    ArrowPayments.writeFile(payments, 9, null);
    assertThat(score("--select", "faulty", "--overwrite")).isEqualTo(1);
    assertThat(out).hasContent("mine");
    assertThat(score("--select", "converted", "--overwrite")).isZero();
    assertThat(ArrowPayments.readFile(out, "converted")).hasSize(9);
  }

  @Test
  void fileThatIsNotThere() throws IOException {
    Files.delete(payments);
    failsWith(
        score("--select", "converted"),
        """
        Cannot read the rows: 1 problem
        1. [missing-path] %s
           There is no such file; name an Arrow IPC file.
        """
            .formatted(payments));
  }

  @Test
  void fileThatIsNotArrows() throws IOException {
    Files.writeString(payments, "transaction_id,tx_datetime\n");
    failsWith(
        score("--select", "converted"),
        """
        Cannot read the rows: 1 problem
        1. [not-arrow] %s
           It is neither an Arrow IPC file nor an Arrow IPC stream.
        """
            .formatted(payments));
  }

  @Test
  void folderThatIsNotThere() throws IOException {
    out = folder.resolve("nowhere").resolve("out.arrow");
    failsWith(
        score("--select", "converted"),
        """
        Cannot write %s: 1 problem
        1. [missing-folder] %s
           Its folder does not exist; make it first.
        """
            .formatted(out, out));
  }

  // Without Spark.

  private ProcessBuilder withoutSpark(String... args) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String kept =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*/(spark|hadoop|scala|avro|parquet|orc)-[^/]*"))
            .filter(entry -> !entry.contains("spark-adapter"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.java(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                kept,
                Main.class.getName(),
                "score",
                "--graph",
                GRAPH));
    command.addAll(Arrays.asList(args));
    return new ProcessBuilder(command);
  }

  @Test
  void noSparkIsNeeded() throws IOException, InterruptedException {
    Programs.Ended ended =
        programs.run(
            withoutSpark(
                "--in", payments.toString(), "--out", out.toString(), "--select", "converted"));
    assertThat(ended.err()).contains("Wrote 3 rows with 1 features to " + out);
    assertThat(ended.exitCode()).isZero();
    assertThat(ArrowPayments.readFile(out, "converted"))
        .isEqualTo(Map.of(1L, 2.0, 2L, 4.0, 3L, 6.0));
  }

  @Test
  void noSparkIsNeededForHelp() throws IOException, InterruptedException {
    Programs.Ended ended = programs.run(withoutSpark("--help"));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("Usage: rowan score ");
  }

  @Test
  void noSparkIsNeededToFail() throws IOException, InterruptedException {
    Files.write(payments, Arrays.copyOf(Files.readAllBytes(payments), 300));
    Programs.Ended ended =
        programs.run(
            withoutSpark(
                "--in", payments.toString(), "--out", out.toString(), "--select", "converted"));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("Cannot score the rows: missing Magic number");
    assertThat(out).doesNotExist();
  }

  @Test
  void streamsArePiped() throws IOException, InterruptedException {
    Path stream = folder.resolve("stream");
    Path scored = folder.resolve("scored");
    ArrowPayments.writeStream(stream, 3);
    Process process =
        withoutSpark("--in", "-", "--out", "-", "--select", "converted")
            .redirectInput(stream.toFile())
            .redirectOutput(scored.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    assertThat(ArrowPayments.readStream(scored, "converted"))
        .isEqualTo(Map.of(1L, 2.0, 2L, 4.0, 3L, 6.0));
  }

  @Test
  void fileIsNoStream() throws IOException, InterruptedException {
    Programs.Ended ended =
        programs.run(
            withoutSpark("--in", "-", "--out", "-", "--select", "converted")
                .redirectInput(payments.toFile()));
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains(
            """
            Cannot read the rows: 1 problem
            1. [not-a-stream] standard input
               It is an Arrow IPC file, which is read from its end; name the file, or give a stream.
            """);
  }
}
