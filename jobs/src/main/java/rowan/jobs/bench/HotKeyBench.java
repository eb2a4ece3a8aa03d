package rowan.jobs.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;
import rowan.spark.execution.HotKeySearch;

/**
 * What it costs that one key has half of all rows: the times of Spark's tasks, against those for
 * rows whose keys have about as many each.
 */
public final class HotKeyBench {

  private static final double HOT_SHARE = 0.5;
  private static final int PARTITIONS = 16;

  /** A window and the features over it. */
  private enum Window {
    DAY("1d", ReadingFeatures.class, "_1d"),
    SPAN("200d", ReadingFeatures.class, "_200d"),
    NONE("none", ReadingTotals.class, "");

    private final String label;
    private final Class<?> features;
    private final String suffix;

    Window(String label, Class<?> features, String suffix) {
      this.label = label;
      this.features = features;
      this.suffix = suffix;
    }

    private Plan plan() {
      String[] wanted =
          WindowBench.FEATURES.stream().map(name -> name + suffix).toArray(String[]::new);
      return Plan.of(Graph.of(features), wanted);
    }
  }

  /**
   * What was measured of one window.
   *
   * @param window its length, or {@code none}
   * @param hotShare which part of all rows one key has
   * @param longestOverMedian the time of the longest task over that of the median one, the best of
   *     all turns
   * @param overUnskewed the time of all tasks over that for keys of even size, each the best of all
   *     turns
   */
  public record Measured(
      long rows,
      long keys,
      String window,
      double hotShare,
      int partitions,
      double longestOverMedian,
      double overUnskewed) {}

  private final SparkSession spark;
  private final long rows;
  private final long keys;
  private final int turns;
  private final String folder;

  /**
   * @param rows how many rows the data has
   * @param keys how many keys
   * @param turns how often each is measured
   * @param folder where the data is written
   */
  public HotKeyBench(SparkSession spark, long rows, long keys, int turns, String folder) {
    this.spark = spark;
    this.rows = rows;
    this.keys = keys;
    this.turns = turns;
    this.folder = folder;
  }

  /**
   * Measures windows of a day, of the whole span, and none.
   *
   * @param turn told of the number of each turn, from 1, before it begins
   */
  public List<Measured> measure(IntConsumer turn) {
    WindowBench.generate(spark, rows, keys, 0, folder + "/even");
    WindowBench.generate(spark, rows, keys, HOT_SHARE, folder + "/skewed");
    spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(PARTITIONS));
    spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", "false");
    spark.conf().set(HotKeySearch.SETTING, "100000"); // whatever the size of the files
    Window[] windows = Window.values();
    double[] even = new double[windows.length];
    double[] skewed = new double[windows.length];
    double[] longest = new double[windows.length];
    for (double[] best : List.of(even, skewed, longest)) {
      Arrays.fill(best, Double.MAX_VALUE);
    }
    for (int number = 1; number <= turns; number++) {
      turn.accept(number);
      for (int i = 0; i < windows.length; i++) {
        even[i] = Math.min(even[i], (double) run(windows[i], "/even").total());
        TaskTimes hot = run(windows[i], "/skewed");
        skewed[i] = Math.min(skewed[i], (double) hot.total());
        longest[i] = Math.min(longest[i], hot.longestOverMedian());
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < windows.length; i++) {
      measured.add(
          new Measured(
              rows,
              keys,
              windows[i].label,
              HOT_SHARE,
              PARTITIONS,
              longest[i],
              skewed[i] / even[i]));
    }
    return measured;
  }

  private TaskTimes run(Window window, String name) {
    Dataset<Row> readings = spark.read().parquet(folder + name);
    Dataset<Row> computed = SparkAdapter.on(spark).source("readings", readings).run(window.plan());
    TaskTimes times = new TaskTimes();
    System.gc(); // or the one pays for what the other left behind
    spark.sparkContext().addSparkListener(times);
    computed.write().format("noop").mode("overwrite").save();
    awaitListeners();
    spark.sparkContext().removeSparkListener(times);
    return times;
  }

  /** Spark tells its listeners of the last tasks a little after the job has ended. */
  private void awaitListeners() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark does not tell how long its tasks ran", e);
    }
  }
}
