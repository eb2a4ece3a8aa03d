package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.spark.execution.HotKeySearch;

/**
 * Tells which keys have so many rows that their windows are computed in slices of time, by several
 * tasks. Spark looks for them when it plans; the setting {@value HotKeySearch#SETTING} is {@code
 * auto}, {@code off}, or the number of rows from which on a key is hot.
 */
public final class HotKeySummary {

  private HotKeySummary() {}

  /**
   * The hot keys of the rows that {@link SparkAdapter#run} gave, such as {@code customer_id = 17 in
   * 16 slices}; none before Spark was asked for rows, or for a plan.
   */
  public static List<String> of(Dataset<Row> rows) {
    return HotKeySearch.describe(
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed());
  }
}
