package rowan.jobs;

import org.apache.spark.sql.SparkSession;

/** The Spark session of a test in this process. */
final class LocalSession {

  private LocalSession() {}

  /** The one session; opened when there is none. */
  static SparkSession open() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
