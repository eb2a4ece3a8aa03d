package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, from elsewhere and through a link, as a person who installed it would. */
class LauncherIT {

  @TempDir private Path folder;
  private Programs programs;
  private Path elsewhere;
  private Path link;

  @BeforeEach
  void prepare() throws IOException {
    programs = new Programs(folder);
    elsewhere = Files.createDirectory(folder.resolve("some where"));
    link = Files.createSymbolicLink(elsewhere.resolve("ro wan"), Path.of("rowan").toAbsolutePath());
  }

  @AfterEach
  void end() throws InterruptedException {
    programs.end();
  }

  private Programs.Ended rowan(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(Arrays.asList(args));
    ProcessBuilder program = new ProcessBuilder(command).directory(elsewhere.toFile());
    program.environment().put("ROWAN_JAVA_OPTS", "-Xmx1g -Dsome.option=x");
    return programs.run(program);
  }

  @Test
  void help() throws IOException, InterruptedException {
    Programs.Ended ended = rowan("--help");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("Usage: rowan ");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void failureIsOneMessage() throws IOException, InterruptedException {
    Programs.Ended ended =
        rowan("features", "--graph", "fraud", "--source", "transactions=none", "--out", "x");
    assertThat(ended.err())
        .isEqualTo(
            """
            Cannot read source transactions: 1 problem
            1. [missing-path] none
               There are no files; name a file, or a folder that holds some.
            """);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void demo_overwritesWhatAnEarlierOneLeft() throws IOException, InterruptedException {
    Path demo = elsewhere.resolve("target/rowan-demo");
    for (String folder : List.of("payments", "features", "model", "scores")) {
      Files.writeString(Files.createDirectories(demo.resolve(folder)).resolve("earlier"), "x");
    }
    Files.createFile(demo.resolve(".rowan-demo"));
    Programs.Ended ended = rowan("demo");
    assertThat(
            ended
                .err()
                .lines()
                .map(line -> line.replaceFirst(" in [0-9.]+ s$", ""))
                .filter(line -> !line.matches("(validation, |seed \\d+: ).*")))
        .containsExactly(
            "rowan generate fraud --customers 1000 --terminals 2000 --days 52 --overwrite --out target/rowan-demo/payments",
            "Wrote target/rowan-demo/payments",
            "rowan features --graph fraud --overwrite --source transactions=target/rowan-demo/payments --out target/rowan-demo/features",
            "Left out what needs a model: published_score, fraud_score",
            "Wrote 98,809 rows with 131 features to target/rowan-demo/features",
            "rowan train --graph fraud --overwrite --source transactions=target/rowan-demo/payments --out target/rowan-demo/model",
            "Wrote target/rowan-demo/model",
            "rowan score --overwrite --model target/rowan-demo/model --source transactions=target/rowan-demo/payments --out target/rowan-demo/scores",
            "Scored 98,809 rows to target/rowan-demo/scores",
            "rowan compare --graph fraud --source transactions=target/rowan-demo/payments",
            "Left out what needs a model: published_score, fraud_score",
            "Left out what cannot be served: confirmed_fraud");
    assertThat(ended.out())
        .matches(
            "(?s)\\{\"auc\":0\\.\\d+,\"average_precision\":0\\.\\d+,\"card_precision_100\":0\\.\\d+}\n"
                + "rows: 98809\nfeatures: 130\ndiffering values: 0\n"
                + "transaction_id +tx_datetime +tx_amount +tx_fraud +score\n"
                + "(\\d+ +2018-\\S+ +[0-9.]+ +[01] +[01]\\.\\d+\n){5}"
                + "The features, the model and the scores are in target/rowan-demo\n");
    assertThat(ended.exitCode()).isZero();
    assertThat(demo.resolve("features/_SUCCESS")).exists();
    assertThat(demo.resolve("model/artifact.json")).exists();
    assertThat(demo.resolve("scores/_SUCCESS")).exists();
    try (Stream<Path> files = Files.walk(demo)) {
      assertThat(files).noneMatch(file -> file.endsWith("earlier"));
    }
  }
}
