package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on a real cluster: a master and two workers, each a process, on the loopback. */
class StandaloneClusterIT {

  private static final String LOOPBACK = "127.0.0.1";

  /** For processes that live for seconds: to optimise their code takes longer than it saves. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String JAR = Path.of("target", "rowan.jar").toAbsolutePath().toString();

  @TempDir private static Path folder;
  private static Programs programs;
  private static Path sparkHome;
  private static String master;
  private static String payments;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    programs = new Programs(folder);
    sparkHome = sparkHome();
    int port = freePort();
    master = "spark://" + LOOPBACK + ":" + port;
    programs.start(
        "master",
        spark(
            "org.apache.spark.deploy.master.Master",
            "--host",
            LOOPBACK,
            "--port",
            "" + port,
            "--webui-port",
            "0"));
    programs.awaitLog("master", "I have been elected leader");
    for (String worker : List.of("worker1", "worker2")) {
      programs.start(
          worker,
          spark(
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              LOOPBACK,
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              folder.resolve(worker).toString(),
              master));
      programs.awaitLog(worker, "Successfully registered with master");
    }
    payments = folder.resolve("payments").toString();
    rowanHere(
        "generate",
        "fraud",
        "--customers",
        "50",
        "--terminals",
        "500",
        "--days",
        "10",
        "--out",
        payments);
  }

  @AfterAll
  static void stopCluster() throws InterruptedException {
    programs.end();
    SparkSession.active().stop();
  }

  /** What a distribution of Spark has that matters here: a folder of jars. */
  private static Path sparkHome() throws IOException {
    Path home = Files.createDirectory(folder.resolve("spark"));
    Path jars = Files.createDirectory(home.resolve("jars"));
    for (String jar :
        Files.readString(Path.of("target", "spark-classpath.txt")).strip().split(":")) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    return home;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static ProcessBuilder spark(String mainClass, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(Programs.java()));
    command.addAll(Programs.sparkOptions());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-Xmx512m", "-cp", sparkHome.resolve("jars") + "/*", mainClass));
    command.addAll(Arrays.asList(args));
    ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
    program.environment().put("SPARK_HOME", sparkHome.toString());
    program.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    program.environment().put("SPARK_SCALA_VERSION", "2.13");
    return program;
  }

  private static Programs.Ended submit(List<String> options, String... args)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--master", master, "--class", "rowan.jobs.Main"));
    all.addAll(List.of("--conf", "spark.executor.memory=512m", "--conf", "spark.ui.enabled=false"));
    all.add("--conf");
    all.add("spark.executor.defaultJavaOptions=" + String.join(" ", SHORT_LIVED));
    all.addAll(options);
    all.add(JAR);
    all.addAll(Arrays.asList(args));
    return programs.run(spark("org.apache.spark.deploy.SparkSubmit", all.toArray(String[]::new)));
  }

  private static void rowanHere(String... args) {
    String[] local =
        Stream.concat(Arrays.stream(args), Stream.of("--master", "local[2]"))
            .toArray(String[]::new);
    TestConsole console = new TestConsole();
    assertThat(console.run(local)).as(console::err).isZero();
  }

  private static List<String> rows(Path written) {
    return SparkSession.active()
        .read()
        .parquet(written.toString())
        .orderBy("transaction_id")
        .toJSON()
        .collectAsList();
  }

  @Test
  void featuresAreThoseOfLocalMode() throws IOException, InterruptedException {
    Path there = folder.resolve("there");
    Path here = folder.resolve("here");
    String source = "transactions=" + payments;
    Programs.Ended ended =
        submit(
            List.of(),
            "features",
            "--graph",
            "fraud",
            "--source",
            source,
            "--out",
            there.toString());
    assertThat(ended.exitCode()).as(ended::err).isZero();
    rowanHere("features", "--graph", "fraud", "--source", source, "--out", here.toString());
    assertThat(rows(there)).isEqualTo(rows(here)).hasSizeGreaterThan(500);
    assertThat(Files.readString(programs.log("master"))).contains("Registered app rowan");
  }

  @Test
  void jarOfOnesOwn() throws IOException, InterruptedException {
    Path out = folder.resolve("mine");
    String jar = ownJar().toString();
    Programs.Ended ended =
        submit(
            List.of("--jars", jar, "--conf", "spark.sql.extensions=rowan.spark.RowanExtensions"),
            "features",
            "--graph",
            "mine",
            "--select",
            "doubled,who,who_customer",
            "--source",
            "transactions=" + payments,
            "--out",
            out.toString());
    assertThat(ended.exitCode()).as(ended::err).isZero();
    List<String> doubled =
        SparkSession.active()
            .read()
            .parquet(payments)
            .selectExpr(
                "transaction_id",
                "tx_datetime",
                "tx_amount * 2 as doubled",
                "struct(customer_id as customer) as who",
                "customer_id as who_customer")
            .orderBy("transaction_id")
            .toJSON()
            .collectAsList();
    assertThat(rows(out)).isEqualTo(doubled);
  }

  @Test
  void failureOfExecutorIsTold() throws IOException, InterruptedException {
    Path out = folder.resolve("failed");
    Programs.Ended ended =
        submit(
            List.of("--jars", ownJar().toString()),
            "features",
            "--graph",
            "mine",
            "--select",
            "faulty",
            "--source",
            "transactions=" + payments,
            "--out",
            out.toString());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err().lines())
        .contains(
            "Cannot compute faulty: mine.Features.faulty threw java.lang.ArithmeticException: / by zero for (transactionId = 7)");
    assertThat(out).doesNotExist();
  }

  /** It dies where windows are read, and with it the files of the exchange that it wrote. */
  @Test
  void executorThatIsKilled_changesNothing() throws IOException, InterruptedException {
    Path jar = ownJar();
    Path marker = folder.resolve("died");
    Path killed = folder.resolve("killed");
    Programs.Ended ended =
        submit(
            List.of(
                "--jars",
                jar.toString(),
                "--conf",
                "spark.executor.extraJavaOptions=-Dmine.marker=" + marker),
            risky(killed));
    assertThat(ended.exitCode()).as(ended::err).isZero();
    assertThat(marker).exists();
    Path calm = folder.resolve("calm");
    SparkSession.active().sparkContext().addJar(jar.toString());
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (var withOwn = new URLClassLoader(new URL[] {jar.toUri().toURL()}, loader)) {
      Thread.currentThread().setContextClassLoader(withOwn);
      rowanHere(risky(calm));
    } finally {
      Thread.currentThread().setContextClassLoader(loader);
    }
    assertThat(rows(killed)).isEqualTo(rows(calm)).hasSizeGreaterThan(500);
  }

  private static String[] risky(Path out) {
    return new String[] {
      "features",
      "--graph",
      "mine.Risky",
      "--select",
      "spent_1d,checked_1d",
      "--source",
      "transactions=" + payments,
      "--out",
      out.toString()
    };
  }

  /** Features that only the user's own jar knows, with a record that only it knows. */
  private static Path ownJar() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("own/mine"));
    Path java =
        Files.writeString(
            sources.resolve("Features.java"),
            """
            package mine;
            @rowan.feature.Features(of = rowan.defs.fraud.Transaction.class)
            public abstract class Features {
              public record Who(long customer) {}
              public static double doubled(double txAmount) { return txAmount * 2; }
              public static Who who(long customerId) { return new Who(customerId); }
              public static long faulty(long transactionId) { return 1 / (transactionId - 7); }
            }
            """);
    Path risky =
        Files.writeString(
            sources.resolve("Risky.java"),
            """
            package mine;
            import java.io.File;
            import java.io.IOException;
            @rowan.feature.Features(of = rowan.defs.fraud.Transaction.class)
            @rowan.feature.Over(
                by = "customerId", window = "1d", bounds = rowan.aggregate.Bounds.UP_TO)
            public abstract class Risky {
              @rowan.feature.Sum abstract double spent(double txAmount);
              public static double checked(double spent, long transactionId) throws IOException {
                String marker = System.getProperty("mine.marker");
                if (marker != null && transactionId == 307 && new File(marker).createNewFile()) {
                  Runtime.getRuntime().halt(1);
                }
                return spent / 2;
              }
            }
            """);
    Path classes = Files.createDirectories(folder.resolve("own/classes"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-parameters",
                "-proc:none",
                "-cp",
                JAR,
                "-d",
                classes.toString(),
                java.toString(),
                risky.toString());
    assertThat(compiled).isZero();
    Path jar = folder.resolve("own/mine.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry("META-INF/rowan/graphs.properties"));
      entries.write("mine=mine.Features\n".getBytes(StandardCharsets.UTF_8));
      for (String name :
          List.of("mine/Features.class", "mine/Features$Who.class", "mine/Risky.class")) {
        entries.putNextEntry(new JarEntry(name));
        Files.copy(classes.resolve(name), entries);
      }
    }
    return jar;
  }
}
