package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import rowan.spark.type.SparkType;
import rowan.state.StateManifest;
import scala.jdk.javaapi.CollectionConverters;

/** Saves the windows of all keys of one pass, as they are at a cut in time. */
public final class PassState {

  private final AggregateAsOf pass;

  private PassState(AggregateAsOf pass) {
    this.pass = pass;
  }

  /** The passes in a plan, the first to be computed first. */
  public static List<PassState> in(LogicalPlan plan) {
    List<PassState> passes = new ArrayList<>();
    collect(plan, passes);
    return passes;
  }

  private static void collect(LogicalPlan plan, List<PassState> passes) {
    CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, passes));
    if (plan instanceof AggregateAsOf pass) {
      passes.add(new PassState(pass));
    }
  }

  /**
   * Computes the windows and writes them in files, each with a range of the keys.
   *
   * @param keys the types of what a key consists of
   * @param name what the names of files begin with
   * @param cut events that happened at this time, or later, are left out; in microseconds
   * @param horizon no row will ask before, and no event come that happened before
   * @return the files, in the order of their keys
   */
  public List<StateManifest.Part> write(
      SparkSession spark,
      List<SparkType> keys,
      String folder,
      String name,
      long cut,
      long horizon) {
    QueryExecution query = sorted(spark).queryExecution();
    AsOfTask task =
        new AsOfTask(
            pass.pass(),
            pass.columns(),
            IntStream.range(0, pass.inputs().size()).toArray(), // what is sorted is just these
            query.executedPlan().schema(),
            SQLMetrics.createMetric(spark.sparkContext(), "number of output rows"),
            null);
    return query
        .toRdd()
        .toJavaRDD()
        .mapPartitions(new StateTask(task, keys, folder, name, cut, horizon))
        .collect();
  }

  private org.apache.spark.sql.classic.Dataset<Row> sorted(SparkSession spark) {
    Dataset<Row> rows = org.apache.spark.sql.classic.Dataset.ofRows(spark, pass.child());
    List<Column> order = columns(pass.columns().orderingOf(pass.inputs()));
    Column[] read = columns(AsOfColumns.list(pass.inputs())).toArray(Column[]::new);
    Column[] keys = order.subList(0, pass.columns().keys()).toArray(Column[]::new);
    return (org.apache.spark.sql.classic.Dataset<Row>)
        rows.select(read)
            .repartitionByRange(keys)
            .sortWithinPartitions(order.toArray(Column[]::new));
  }

  private static List<Column> columns(List<Attribute> attributes) {
    return attributes.stream()
        .map(attribute -> ExpressionUtils.column((Expression) (Object) attribute))
        .toList();
  }
}
