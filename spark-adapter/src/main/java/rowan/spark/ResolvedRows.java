package rowan.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import rowan.graph.Node;
import rowan.spark.execution.Names;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Dataset as the plan behind it, whose columns Spark has found already. What is built on it of
 * these columns and new ones is as good as found, too.
 */
final class ResolvedRows {

  private final SparkSession spark;
  private final LogicalPlan plan;
  private final Map<String, Attribute> columns = new HashMap<>();

  private ResolvedRows(SparkSession spark, LogicalPlan plan) {
    this.spark = spark;
    this.plan = plan;
    CollectionConverters.asJava(plan.output())
        .forEach(column -> columns.putIfAbsent(column.name(), column));
  }

  static ResolvedRows of(Dataset<Row> rows) {
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) rows;
    return new ResolvedRows(classic.sparkSession(), classic.queryExecution().analyzed());
  }

  SparkSession session() {
    return spark;
  }

  LogicalPlan plan() {
    return plan;
  }

  /** The column of a name. */
  Attribute column(String name) {
    return Optional.ofNullable(columns.get(name))
        .orElseThrow(() -> new IllegalStateException("no column " + name));
  }

  /**
   * The column of a node as it comes out: a row feature under a number of its own, which Spark
   * makes anew where the features meet themselves in a join.
   */
  NamedExpression output(Node node) {
    Attribute column = column(node.column());
    return node.isRowFeature()
        ? Names.named((Expression) (Object) column, column.name(), NamedExpression.newExprId())
        : (NamedExpression) (Object) column;
  }

  List<Attribute> columns(List<String> names) {
    return names.stream().map(this::column).toList();
  }

  /**
   * The rows of a plan that is built on this one. It counts as analysed: Spark's own rules would
   * find nothing in it, and take a third of all planning to do so. Those of other extensions have
   * seen the tables below.
   */
  Dataset<Row> rows(LogicalPlan built) {
    built.setAnalyzed();
    return org.apache.spark.sql.classic.Dataset.ofRows(spark, built);
  }
}
