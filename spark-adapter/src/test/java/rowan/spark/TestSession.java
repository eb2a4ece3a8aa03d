package rowan.spark;

import org.apache.spark.sql.SparkSession;

/** The session of the tests, for those of other packages. */
public final class TestSession {

  private TestSession() {}

  /** The one session. */
  public static SparkSession local() {
    return Sessions.local();
  }
}
