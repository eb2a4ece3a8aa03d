package rowan.jobs.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.repeat;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;

/**
 * Many features of each row: by hand, with Spark's own expressions, and as Rowan's features, on the
 * same rows in the same run, in turns.
 */
public final class WideBench {

  private static final String HUGE_METHODS = "spark.sql.codegen.hugeMethodLimit";
  private static final String MAX_FIELDS = "spark.sql.codegen.maxFields";

  /** Methods that HotSpot does not compile are not made; wide rows are left to Spark's choice. */
  private static final Map<String, String> TUNED = Map.of(HUGE_METHODS, "8000");

  private static final Map<String, String> TUNED_WIDE =
      Map.of(HUGE_METHODS, "8000", MAX_FIELDS, "100000");

  /** Java has compiled what has run for so many nanoseconds. */
  private static final double WARM = 2e9;

  /** What has taken so many is not measured again. */
  private static final double ENOUGH = 5e9;

  /** So many are not too many fields for Spark. */
  private static final int FEW = 50;

  /** What the rows hold. */
  public enum Variant {
    /** Ten doubles. */
    DOUBLE(DoubleRow.class),
    /** Doubles, nullable doubles, strings and timestamps. */
    MIXED(MixedRow.class);

    private final Class<? extends Record> source;

    Variant(Class<? extends Record> source) {
      this.source = source;
    }

    Class<? extends Record> source() {
      return source;
    }
  }

  /**
   * What was measured of one graph; the times are for each row and feature, the median of the
   * turns.
   *
   * @param baselineNanos by hand
   * @param tunedNanos by hand, with the settings that suit it best
   * @param rowanNanos as Rowan's features
   */
  public record Measured(
      Variant variant,
      long rows,
      int features,
      double baselineNanos,
      double tunedNanos,
      double rowanNanos) {

    /** How many times as long it takes by hand. */
    public double ratio() {
      return baselineNanos / rowanNanos;
    }

    /** How many times as long it takes by hand with settings. */
    public double tunedRatio() {
      return tunedNanos / rowanNanos;
    }
  }

  private final SparkSession spark;
  private final long rows;
  private final int turns;
  private final Path folder;

  /**
   * @param rows how many rows the data has
   * @param turns how many turns of each count, at most
   * @param folder where the data and the features' classes are written
   */
  public WideBench(SparkSession spark, long rows, int turns, Path folder) {
    this.spark = spark;
    this.rows = rows;
    this.turns = turns;
    this.folder = folder;
  }

  /** Measures graphs of the given numbers of features, one after the other. */
  public void measure(Variant variant, List<Integer> features, Consumer<Measured> done) {
    keepMemory();
    generate(variant);
    for (int size : features) {
      done.accept(measure(variant, size));
    }
  }

  /**
   * Before each turn garbage is collected. Java would then give memory back, and collect again and
   * again while the turn asks for it anew: that took up to a third of a turn.
   */
  private static void keepMemory() {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .setVMOption("MaxHeapFreeRatio", "100");
  }

  private Measured measure(Variant variant, int size) {
    DrawnGraph graph = DrawnGraph.of(variant.source(), size);
    Plan plan = plan(graph);
    List<DoubleSupplier> ways =
        List.of(
            () -> nanos(asFeatures(variant, plan)),
            () -> nanos(graph.byHand(table(variant))),
            () -> tuned(variant, graph, TUNED),
            () -> tuned(variant, graph, TUNED_WIDE));
    int several = size > FEW ? ways.size() : ways.size() - 1;
    double[] nanos = medians(turns, ways.subList(0, several));
    double calls = (double) rows * size;
    double tuned = Arrays.stream(nanos).skip(1).min().orElseThrow();
    return new Measured(variant, rows, size, nanos[1] / calls, tuned / calls, nanos[0] / calls);
  }

  /**
   * What each takes, the median of its turns. Each begins in turn: who comes after whom makes a
   * difference.
   */
  private static double[] medians(int turns, List<DoubleSupplier> suppliers) {
    List<Way> ways = suppliers.stream().map(nanos -> new Way(nanos, turns)).toList();
    for (int turn = 0; ways.stream().anyMatch(Way::isUndone); turn++) {
      for (int i = 0; i < ways.size(); i++) {
        Way way = ways.get((turn + i) % ways.size());
        if (way.isUndone()) {
          way.take();
        }
      }
    }
    return ways.stream().mapToDouble(way -> median(way.counted)).toArray();
  }

  /** One of the ways, and its turns. None is counted while Java compiles, the first one never. */
  private static final class Way {
    private final DoubleSupplier nanos;
    private final int turns;
    private final List<Double> counted = new ArrayList<>();
    private double spent;

    Way(DoubleSupplier nanos, int turns) {
      this.nanos = nanos;
      this.turns = turns;
    }

    boolean isUndone() {
      return counted.isEmpty() || (spent < ENOUGH && counted.size() < turns);
    }

    void take() {
      double taken = nanos.getAsDouble();
      if (spent >= WARM) {
        counted.add(taken);
      }
      spent += taken;
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private double tuned(Variant variant, DrawnGraph graph, Map<String, String> settings) {
    settings.forEach(spark.conf()::set);
    try {
      return nanos(graph.byHand(table(variant)));
    } finally {
      settings.keySet().forEach(spark.conf()::unset);
    }
  }

  Plan plan(DrawnGraph graph) {
    Path jar = folder.resolve(graph.source().getSimpleName() + graph.size() + ".jar");
    try {
      Class<?> features = GeneratedFeatures.load(graph, jar);
      spark.sparkContext().addJar(jar.toString());
      return Plan.of(Graph.of(features), graph.names());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + jar + ": " + e, e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  Dataset<Row> asFeatures(Variant variant, Plan plan) {
    String source = plan.spine().orElseThrow().table();
    return SparkAdapter.on(spark).source(source, table(variant)).run(plan);
  }

  private String path(Variant variant) {
    return folder.resolve(variant.source().getSimpleName()).toString();
  }

  Dataset<Row> table(Variant variant) {
    return spark.read().parquet(path(variant));
  }

  /** Rows whose values are hashes of their position, so that they are the same each time. */
  void generate(Variant variant) {
    List<Column> columns = new ArrayList<>(List.of(col("id").as("row_id")));
    var components = variant.source().getRecordComponents();
    for (int i = 1; i < components.length; i++) {
      columns.add(value(components[i].getType(), i).as(components[i].getName()));
    }
    spark
        .range(rows)
        .select(columns.toArray(Column[]::new))
        .write()
        .mode("overwrite")
        .parquet(path(variant));
  }

  private static Column value(Class<?> type, int seed) {
    if (type == String.class) {
      return concat(lit("s"), repeat(lit("x"), hash(seed, 20).cast("int")));
    }
    if (type == double.class || type == Double.class) {
      Column number = hash(seed, 10_000).divide(100.0);
      return type == double.class ? number : when(hash(seed + 100, 10).gt(0), number);
    }
    return timestamp_micros(hash(seed, 1_000_000_000_000L));
  }

  private static Column hash(int seed, long below) {
    return pmod(xxhash64(col("id"), lit(seed)), lit(below));
  }

  /** The time to compute all rows of a plan that is made already. */
  private static double nanos(Dataset<Row> computed) {
    var rows = ((org.apache.spark.sql.classic.Dataset<Row>) computed).queryExecution().toRdd();
    System.gc(); // or the one pays for what the other left behind
    long start = System.nanoTime();
    rows.count();
    return System.nanoTime() - start;
  }
}
