package rowan.jobs;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where Spark runs, and the session that commands run in. */
final class SessionOption {

  private static final String LOOPBACK = "127.0.0.1";

  /** Enough for tasks to even out; Spark's 200, made for clusters, cost more than they spread. */
  private static final int PARTITIONS_A_PROCESSOR = 8;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description =
          "Where Spark runs: local[4], spark://host:7077, yarn. Default: what spark-submit says,"
              + " else all processors of this machine.")
  private @Nullable String master;

  /** The session; the one that there is, when there is one. */
  SparkSession open() {
    Main.atEnd(SessionOption::stop);
    return SparkSession.builder().config(configuration(new SparkConf())).getOrCreate();
  }

  /** What the session would tell Hadoop, for commands that need no session. */
  Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(configuration(new SparkConf()));
  }

  private static void stop() {
    SparkSession.getDefaultSession()
        .foreach(
            spark -> {
              spark.stop();
              return spark;
            });
  }

  /**
   * What the session needs beside what is set already.
   *
   * @param given settings of {@code spark-submit} and of {@code -Dspark...}, which are kept
   */
  SparkConf configuration(SparkConf given) {
    SparkConf conf = given.clone();
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "rowan");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Not for the user to choose: features mean the same wherever they are computed.
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.datetime.java8API.enabled", "true");
    if (conf.get("spark.master").startsWith("local")) {
      // A machine that does not know its own name, or has an odd network, computes all the same.
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
      conf.setIfMissing("spark.ui.enabled", "false");
      int partitions = PARTITIONS_A_PROCESSOR * Runtime.getRuntime().availableProcessors();
      conf.setIfMissing("spark.sql.shuffle.partitions", String.valueOf(partitions));
    } else {
      ownJar().ifPresent(jar -> conf.setIfMissing("spark.jars", jar));
    }
    return conf;
  }

  /** Executors elsewhere need the classes of this jar; spark-submit sends it by itself. */
  private static Optional<String> ownJar() {
    return Optional.ofNullable(SparkContext.jarOfClass(Main.class).getOrElse(() -> null));
  }
}
