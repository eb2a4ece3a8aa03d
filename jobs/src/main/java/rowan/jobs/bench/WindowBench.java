package rowan.jobs.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;

/**
 * Five operators over a window of the past: by hand, with Spark's own windows, and as Rowan's
 * features, on the same rows in the same run, in turns.
 */
public final class WindowBench {

  /** A meter has ten readings a day, so that a window of days has this many rows. */
  private static final int READINGS_A_DAY = 10;

  private static final int READINGS_A_METER = 2_000;
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final List<String> FEATURES =
      List.of("readings", "amount_sum", "amount_mean", "amount_sd", "amount_max");

  /**
   * What was measured of one window.
   *
   * @param windowRows about how many rows are in the window
   * @param hotShare which part of all rows one key has
   * @param baselineNanos the time for each row with Spark's windows, the best of all turns
   * @param rowanNanos the time for each row with Rowan's, the best of all turns
   */
  public record Measured(
      long rows,
      long keys,
      int windowRows,
      double hotShare,
      double baselineNanos,
      double rowanNanos) {

    /** How many times as long Spark's windows take. */
    public double ratio() {
      return baselineNanos / rowanNanos;
    }
  }

  private final SparkSession spark;
  private final long rows;
  private final int turns;
  private final String folder;

  /**
   * @param rows how many rows the data has
   * @param turns how often each is measured
   * @param folder where the data is written
   */
  public WindowBench(SparkSession spark, long rows, int turns, String folder) {
    this.spark = spark;
    this.rows = rows;
    this.turns = turns;
    this.folder = folder;
  }

  /**
   * Measures windows of about the given numbers of rows: all of them in each turn, so that what
   * changes with time, such as how much Java has compiled, changes all alike.
   *
   * @param turn told of the number of each turn, from 1, before it begins
   */
  public List<Measured> measure(List<Integer> windowRows, double hotShare, IntConsumer turn) {
    generate(hotShare);
    double[] baseline = new double[windowRows.size()];
    double[] rowan = new double[windowRows.size()];
    Arrays.fill(baseline, Double.MAX_VALUE);
    Arrays.fill(rowan, Double.MAX_VALUE);
    for (int number = 1; number <= turns; number++) {
      turn.accept(number);
      for (int i = 0; i < baseline.length; i++) {
        int days = windowRows.get(i) / READINGS_A_DAY;
        rowan[i] = Math.min(rowan[i], nanos(features(days)));
        baseline[i] = Math.min(baseline[i], nanos(byHand(days)));
      }
    }
    return IntStream.range(0, baseline.length)
        .mapToObj(
            i ->
                new Measured(
                    rows, keys(), windowRows.get(i), hotShare, baseline[i] / rows, rowan[i] / rows))
        .toList();
  }

  private long keys() {
    return Math.max(1, rows / READINGS_A_METER);
  }

  /** Rows whose numbers are hashes of their position, so that they are the same each time. */
  private void generate(double hotShare) {
    Column meter = pmod(xxhash64(col("id"), lit(1)), lit(keys()));
    Column chance = pmod(xxhash64(col("id"), lit(2)), lit(1_000_000)).divide(1e6);
    long span = MICROS_A_DAY * READINGS_A_METER / READINGS_A_DAY;
    spark
        .range(rows)
        .select(
            col("id").as("reading_id"),
            timestamp_micros(pmod(xxhash64(col("id"), lit(3)), lit(span))).as("read_at"),
            when(chance.lt(hotShare), lit(0L)).otherwise(meter).as("meter_id"),
            pmod(xxhash64(col("id"), lit(4)), lit(100_000)).divide(100.0).as("amount"))
        .write()
        .mode("overwrite")
        .parquet(folder);
  }

  private Dataset<Row> readings() {
    return spark.read().parquet(folder);
  }

  private Dataset<Row> features(int days) {
    String[] wanted = FEATURES.stream().map(name -> name + "_" + days + "d").toArray(String[]::new);
    Plan plan = Plan.of(Graph.of(ReadingFeatures.class), wanted);
    return SparkAdapter.on(spark).source("readings", readings()).run(plan);
  }

  private Dataset<Row> byHand(int days) {
    WindowSpec window =
        Window.partitionBy("meter_id")
            .orderBy(org.apache.spark.sql.functions.unix_micros(col("read_at")))
            .rangeBetween(-days * MICROS_A_DAY, 0);
    List<Column> features =
        List.of(
            count("amount").over(window),
            sum("amount").over(window),
            avg("amount").over(window),
            stddev_pop("amount").over(window),
            max("amount").over(window));
    Dataset<Row> readings = readings();
    Column[] columns = new Column[2 + FEATURES.size()];
    columns[0] = col("reading_id");
    columns[1] = col("read_at");
    Arrays.setAll(columns, i -> i < 2 ? columns[i] : features.get(i - 2).as(FEATURES.get(i - 2)));
    return readings.select(columns);
  }

  private static double nanos(Dataset<Row> computed) {
    System.gc(); // or the one pays for what the other left behind
    long start = System.nanoTime();
    computed.write().format("noop").mode("overwrite").save();
    return System.nanoTime() - start;
  }
}
