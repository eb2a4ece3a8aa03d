package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service of the README, with a trained model and saved state, in a process that has nothing on
 * its class path but what serving needs.
 */
class ServingIT {

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^`hello/src/shop/FraudService.java`\n```java\n(.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path folder;
  private Programs programs;

  private static SparkSession spark;

  @BeforeAll
  static void openSpark() {
    spark = LocalSession.open();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void end() throws InterruptedException {
    programs.end();
  }

  /** The jars that a service needs: the definitions, and what they bring. */
  private static List<Path> classPath() throws IOException {
    Path target = Path.of("..", "feature-defs", "target");
    String brought = Files.readString(target.resolve("serving-classpath.txt")).strip();
    try (Stream<Path> built = Files.list(target)) {
      Path definitions =
          built
              .filter(
                  file ->
                      file.getFileName().toString().matches("feature-defs-[^-]+(-SNAPSHOT)?.jar"))
              .findFirst()
              .orElseThrow();
      return Stream.concat(
              Stream.of(definitions),
              Arrays.stream(brought.split(File.pathSeparator)).map(Path::of))
          .toList();
    }
  }

  @Test
  void serving_needsNoMoreThanThis() throws IOException {
    assertThat(classPath())
        .extracting(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
        .containsExactlyInAnyOrder(
            "feature-defs",
            "engine",
            "jspecify",
            "jackson-core",
            "datasketches-java",
            "datasketches-memory",
            "asm");
    long bytes = 0;
    for (Path jar : classPath()) {
      bytes += Files.size(jar);
    }
    assertThat(bytes).isLessThan(5_000_000);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void rowan(String... words) {
    TestConsole console = new TestConsole();
    assertThat(console.run(String.join(" ", words).split(" ", -1))).as(console.err()).isZero();
  }

  @Test
  void service_scoresAsTheBatch_withoutSpark() throws Exception {
    rowan("generate fraud --customers 400 --terminals 250 --days 40 --out", path("payments"));
    String source = "--source transactions=" + path("payments");
    rowan(
        "train --graph fraud --out",
        path("model"),
        source,
        "--score published_score --model logistic_regression");
    rowan(
        "state export --graph fraud --select published_inputs --at 2018-05-11 --out",
        path("state"),
        source);
    Programs.Ended service = runExample();
    assertThat(service.err()).isEmpty();
    assertThat(service.exitCode()).isZero();
    assertThat(service.out()).isEqualTo(scoreOfBatch() + "\n");
  }

  private Programs.Ended runExample() throws Exception {
    Matcher readme = EXAMPLE.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(readme.find()).isTrue();
    Path source = Files.createDirectories(folder.resolve("shop")).resolve("FraudService.java");
    Files.writeString(source, readme.group(1));
    String jars =
        classPath().stream()
            .map(Path::toString)
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                jars,
                "-d",
                path("classes"),
                source.toString());
    assertThat(compiled).isZero();
    return programs.run(
        new ProcessBuilder(
            Programs.java(),
            "-Xmx64m",
            "-cp",
            path("classes") + File.pathSeparator + jars,
            "shop.FraudService",
            path("model"),
            path("state")));
  }

  /** The same payment after the same history, on Spark. */
  private double scoreOfBatch() {
    spark
        .read()
        .parquet(path("payments"))
        .where("tx_datetime < timestamp'2018-05-11'")
        .unionAll(
            spark.sql(
                "select 1000000L as transaction_id, timestamp'2018-05-11 12:00:00' as tx_datetime,"
                    + " 17L as customer_id, 42L as terminal_id, 99.5D as tx_amount, cast(null as int) as tx_fraud"))
        .write()
        .parquet(path("history"));
    rowan(
        "score --model",
        path("model"),
        "--source transactions=" + path("history"),
        "--out",
        path("scores"));
    return spark
        .read()
        .parquet(path("scores"))
        .where("transaction_id = 1000000")
        .first()
        .getAs("published_score");
  }
}
