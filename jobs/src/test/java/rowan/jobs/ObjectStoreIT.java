package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import rowan.graph.Graph;
import rowan.model.LinearPredictor;
import rowan.model.LinearRegression;
import rowan.model.ModelArtifact;
import rowan.spark.FeatureOutput;
import rowan.spark.OutputFormat;
import rowan.spark.SourceFiles;
import rowan.spark.TextFile;
import rowan.spark.learn.ArtifactFolder;

/** The commands with all that they read and write in an object store, and the store failing. */
class ObjectStoreIT {

  /** Where the objects are. Each has a bucket of its name, and one of a stranger to it. */
  enum Server {
    EMBEDDED,
    /** In a container, where Docker is. */
    MINIO;

    String bucket() {
      return "rowan-" + name().toLowerCase(Locale.ROOT);
    }

    /** The same server as somebody sees it whose secret is wrong. */
    String strangersBucket() {
      return "strange-" + bucket();
    }

    String path(String name) {
      return "s3a://" + bucket() + "/" + name;
    }
  }

  private static final List<String> settings = new ArrayList<>();
  private static StoreServer embedded;
  private static MinIOContainer minio;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws Exception {
    embedded = new StoreServer();
    embedded.makeBucket(Server.EMBEDDED.bucket());
    configure(Server.EMBEDDED, embedded.endpoint(), StoreServer.KEY, StoreServer.SECRET);
    if (DockerClientFactory.instance().isDockerAvailable()) {
      minio = new MinIOContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z");
      minio.start();
      minio.execInContainer("mkdir", "/data/" + Server.MINIO.bucket());
      configure(Server.MINIO, minio.getS3URL(), minio.getUserName(), minio.getPassword());
    }
    spark = LocalSession.open();
  }

  private static void configure(Server server, String endpoint, String key, String secret) {
    set(StoreServer.settings(server.bucket(), endpoint, key, secret));
    set(StoreServer.settings(server.strangersBucket(), endpoint, key, "not the secret"));
  }

  private static void set(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          settings.add(name);
          System.setProperty(name, value);
        });
  }

  @AfterAll
  static void stop() throws Exception {
    spark.stop();
    settings.forEach(System::clearProperty);
    embedded.stop();
    if (minio != null) {
      minio.stop();
    }
  }

  private static void require(Server server) {
    assumeTrue(server == Server.EMBEDDED || minio != null, "Docker is not there, and so no MinIO");
  }

  private static TestConsole rowan(String... words) {
    TestConsole console = new TestConsole();
    int exitCode = console.run(String.join(" ", words).split(" ", -1));
    assertThat(exitCode).as(console.err()).isZero();
    return console;
  }

  private static boolean exists(String path) throws Exception {
    return files(path).exists(new Path(path));
  }

  private static FileSystem files(String path) throws Exception {
    return FileSystem.get(URI.create(path), spark.sparkContext().hadoopConfiguration());
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void trainAndScore_inTheStore(Server server) throws Exception {
    require(server);
    String payments = server.path("payments");
    String source = "--source transactions=" + payments;
    rowan("generate fraud --customers 400 --terminals 250 --days 40 --out", payments);
    TestConsole trained =
        rowan(
            "train --model logistic_regression --graph " + FittedScore.class.getName(),
            source,
            "--out " + server.path("model"),
            "--json " + server.path("metrics.json"));
    assertThat(TextFile.at(spark, server.path("metrics.json")).read()).isEqualTo(trained.out());
    rowan("score --model", server.path("model"), source, "--out", server.path("scores"));
    long rows = spark.read().parquet(payments).count();
    assertThat(spark.read().parquet(server.path("scores")).count()).isEqualTo(rows);
    assertThat(exists(server.path("scores/_SUCCESS"))).isTrue();
    assertThat(exists(server.path("scores/_UNFINISHED"))).isFalse();
    rowan(
        "score --model", server.path("model"), source, "--overwrite --out", server.path("scores"));
    assertThat(spark.read().parquet(server.path("scores")).count()).isEqualTo(rows);
    assertThat(rowan("serve-check --model", server.path("model"), source).out())
        .endsWith("differing features: 0\ndiffering scores: 0\n");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void stateAndArrow_inTheStore(Server server) throws Exception {
    require(server);
    String payments = server.path("few");
    String source = "--source transactions=" + payments;
    rowan("generate fraud --customers 20 --terminals 50 --days 5 --out", payments);
    rowan(
        "state export --graph fraud --select customer_tx_count_7d",
        source,
        "--at 2018-04-04 --out",
        server.path("state"));
    assertThat(rowan("state inspect", server.path("state")).out())
        .contains("by customer_id: 5 keys");
    rowan(
        "features --graph fraud --select tx_amount,tx_fraud --format arrow",
        source,
        "--out",
        server.path("arrow"));
    String file =
        files(payments).globStatus(new Path(server.path("arrow/*.arrow")))[0].getPath().toString();
    rowan(
        "score --graph fraud --select during_night --in",
        file,
        "--out",
        server.path("night.arrow"));
    assertThat(exists(server.path("night.arrow"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void wrongCredentials_areToldInALine(Server server) {
    require(server);
    String payments = "s3a://" + server.strangersBucket() + "/payments";
    TestConsole reading = new TestConsole();
    assertThat(
            reading.run(
                ("features --graph fraud --source transactions=" + payments + " --out x")
                    .split(" ", -1)))
        .isEqualTo(1);
    assertThat(reading.err())
        .isEqualTo(
            "Cannot read "
                + payments
                + ": access is denied; check the credentials, and what they allow\n");
    TestConsole writing = new TestConsole();
    assertThat(writing.run(("generate fraud --days 1 --out " + payments).split(" ", -1)))
        .isEqualTo(1);
    assertThat(writing.err())
        .isEqualTo(
            "Cannot write "
                + payments
                + ": access is denied; check the credentials, and what they allow\n");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void jobThatFails_leavesNothing(Server server) throws Exception {
    require(server);
    String payments = server.path("failing");
    rowan("generate fraud --customers 20 --terminals 50 --days 3 --out", payments);
    TestConsole console = new TestConsole();
    String[] features = {
      "features",
      "--graph",
      "fraud",
      "--select",
      "during_night",
      "--source",
      "transactions=" + payments,
      "--out",
      server.path("never"),
      "--where",
      "1 / (transaction_id - 5) < 2"
    };
    assertThat(console.run(features)).as(console.err()).isEqualTo(1);
    assertThat(console.err()).contains("DIVIDE_BY_ZERO");
    assertThat(exists(server.path("never"))).isFalse();
  }

  // The store fails in the middle.

  private static final Graph GRAPH = Graph.of(TestFeatures.class);

  private static Dataset<Row> rows(int many) {
    return spark
        .range(0, many, 1, 2)
        .selectExpr(
            "id as transaction_id",
            "timestamp_seconds(id) as tx_datetime",
            "id as customer_id",
            "id as terminal_id",
            "cast(id as double) as tx_amount",
            "cast(null as int) as tx_fraud");
  }

  /** Lets a writer fail at each object in turn, until it does not; what it leaves is checked. */
  private static void failAtEach(boolean forGood, Consumer<String> write, Consumer<String> check) {
    for (int writes = 0; ; writes++) {
      String path = Server.EMBEDDED.path("middle/" + UUID.randomUUID());
      embedded.failAfter(writes, forGood);
      Throwable thrown = catchThrowable(() -> write.accept(path));
      boolean hasFailed = embedded.heal();
      if (!hasFailed) {
        assertThat(thrown).isNull();
        assertThat(writes).isGreaterThan(2);
        return;
      }
      assertThat(thrown).as("after %d objects", writes).isNotNull();
      check.accept(path);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void features_whoseStoreFailsInTheMiddle_neverLookComplete(boolean forGood) {
    failAtEach(
        forGood,
        path -> FeatureOutput.at(spark, path, OutputFormat.PARQUET).write(rows(4)),
        path ->
            assertThatThrownBy(
                    () -> SourceFiles.read(spark, GRAPH, GRAPH.sources().get(0), path).count())
                .message()
                .isIn(
                    problem(
                        path,
                        "missing-path",
                        "There are no files; name a file, or a folder that holds some."),
                    problem(
                        path,
                        "unfinished",
                        "It is being written, or who wrote it failed; wait, or write it anew.")));
  }

  private static String problem(String path, String code, String message) {
    return "Cannot read source transactions: 1 problem\n1. [%s] %s\n   %s"
        .formatted(code, path, message);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void model_whoseStoreFailsInTheMiddle_isRefused(boolean forGood) {
    ModelArtifact artifact =
        new ModelArtifact(
            "fraud",
            "published_score",
            List.of("a"),
            new LinearRegression(LinearPredictor.of(new double[] {1}, 0)),
            Optional.empty(),
            Map.of());
    failAtEach(
        forGood,
        path ->
            ArtifactFolder.at(spark, path, false)
                .write(artifact, Map.of("metrics.json", new byte[1])),
        path ->
            assertThatThrownBy(() -> ArtifactFolder.at(spark, path, false).read())
                .hasMessage(
                    "Cannot read the model: 1 problem\n1. [model-folder] "
                        + path
                        + "\n   It is no complete model: it has no artifact.json."));
  }

  @Test
  void replacedFeatures_areTheOldOnes_whenTheStoreFailsInTheMiddle() {
    for (int writes = 0; ; writes++) {
      String path = Server.EMBEDDED.path("replaced/" + writes);
      rows(3).write().parquet(path);
      embedded.failAfter(writes, false);
      Throwable thrown =
          catchThrowable(
              () ->
                  FeatureOutput.at(spark, path, OutputFormat.PARQUET).overwriting().write(rows(5)));
      boolean hasFailed = embedded.heal();
      assertThat(SourceFiles.read(spark, GRAPH, GRAPH.sources().get(0), path).count())
          .as("after %d objects", writes)
          .isEqualTo(thrown == null ? 5 : 3);
      if (!hasFailed) {
        assertThat(writes).isGreaterThan(2);
        return;
      }
    }
  }
}
