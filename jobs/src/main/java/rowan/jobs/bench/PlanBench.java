package rowan.jobs.bench;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;
import rowan.spark.type.SparkType;
import rowan.type.Type.Scalar;

/**
 * How long it takes until rows could be computed: by hand, with a column after the other; and as
 * Rowan's features, from the class to the physical plan. Nothing is computed.
 */
public final class PlanBench {

  /** What a user does with the features; some of Spark's rules begin to work only then. */
  public enum Above {
    /** Nothing. */
    NOTHING {
      @Override
      Dataset<Row> on(Dataset<Row> features, Dataset<Row> rows) {
        return features;
      }
    },
    /** Keeps some rows, by a feature. */
    FILTER {
      @Override
      Dataset<Row> on(Dataset<Row> features, Dataset<Row> rows) {
        return features.where(col("f0").gt(0));
      }
    },
    /** Joins the features with the rows. */
    JOIN {
      @Override
      Dataset<Row> on(Dataset<Row> features, Dataset<Row> rows) {
        return features.join(rows, "row_id");
      }
    };

    abstract Dataset<Row> on(Dataset<Row> features, Dataset<Row> rows);
  }

  /**
   * What was measured of one graph.
   *
   * @param baselineSeconds by hand; empty when that was not measured
   * @param rowanSeconds as Rowan's features, the best of all turns
   */
  public record Measured(
      PlanShape shape,
      Above above,
      int nodes,
      OptionalDouble baselineSeconds,
      double rowanSeconds) {

    /** How many times as long it takes by hand. */
    public OptionalDouble ratio() {
      return baselineSeconds.isEmpty()
          ? baselineSeconds
          : OptionalDouble.of(baselineSeconds.getAsDouble() / rowanSeconds);
    }
  }

  private final SparkSession spark;
  private final Path folder;
  private final int turns;
  private final int baselineUpTo;

  /**
   * @param folder where the features' classes are written
   * @param turns how often Rowan is measured
   * @param baselineUpTo the most nodes for which it is done by hand, once: it takes quadratic time
   */
  public PlanBench(SparkSession spark, Path folder, int turns, int baselineUpTo) {
    this.spark = spark;
    this.folder = folder;
    this.turns = turns;
    this.baselineUpTo = baselineUpTo;
  }

  /**
   * Measures graphs of the given numbers of nodes. They take turns, so that one is compared with
   * the other in the same minute.
   */
  public void measure(PlanShape shape, Above above, List<Integer> nodes, Consumer<Measured> done) {
    List<DrawnGraph> graphs = nodes.stream().map(shape::graph).toList();
    double[] best = new double[graphs.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < best.length; i++) {
        DrawnGraph graph = graphs.get(i);
        Class<?> features = load(graph);
        best[i] = Math.min(best[i], seconds(() -> above.on(asFeatures(features, graph), rows())));
      }
    }
    for (int i = 0; i < best.length; i++) {
      done.accept(
          new Measured(shape, above, nodes.get(i), baseline(above, graphs.get(i)), best[i]));
    }
  }

  private OptionalDouble baseline(Above above, DrawnGraph graph) {
    return graph.features().size() > baselineUpTo
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds(() -> above.on(byHand(graph), rows())));
  }

  private Class<?> load(DrawnGraph graph) {
    try {
      return GeneratedFeatures.load(graph, Files.createTempFile(folder, "features", ".jar"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + folder + ": " + e, e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Dataset<Row> asFeatures(Class<?> features, DrawnGraph graph) {
    Plan plan = Plan.of(Graph.of(features), graph.names());
    return SparkAdapter.on(spark).source("double_rows", rows()).run(plan);
  }

  private Dataset<Row> byHand(DrawnGraph graph) {
    Dataset<Row> rows = rows();
    for (DrawnGraph.Feature feature : graph.features()) {
      Column column = feature.function().inSpark(col(feature.first()), col(feature.second()));
      rows = rows.withColumn(feature.name(), column);
    }
    return rows;
  }

  /** A table without rows; that makes no difference to planning. */
  private Dataset<Row> rows() {
    StructType columns = new StructType();
    for (var component : DoubleRow.class.getRecordComponents()) {
      Scalar type = component.getType() == long.class ? Scalar.LONG : Scalar.DOUBLE;
      String name = component.getName().equals("rowId") ? "row_id" : component.getName();
      columns = columns.add(name, SparkType.dataType(type));
    }
    return spark.createDataFrame(List.of(), columns);
  }

  private static double seconds(Supplier<Dataset<Row>> plan) {
    long start = System.nanoTime();
    ((org.apache.spark.sql.classic.Dataset<Row>) plan.get()).queryExecution().executedPlan();
    return (System.nanoTime() - start) / 1e9;
  }
}
