package rowan.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of a JVM; generated code that does not compile fails the test. */
final class Sessions {

  private Sessions() {}

  static SparkSession local() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            // To look for hot keys takes longer than most of the queries.
            .config("spark.rowan.hotKeys", "off")
            .config("spark.sql.codegen.fallback", "false")
            .config("spark.sql.codegen.factoryMode", "CODEGEN_ONLY")
            .config("spark.sql.session.timeZone", "Asia/Kathmandu")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    return spark;
  }
}
