package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.exchange.Exchange;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.spark.expression.RequiredColumns;
import rowan.spark.type.ScalaSeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The key and the time of each row that goes into a pass, and nothing else: what it takes to read
 * them is a small part of what the pass takes.
 */
final class KeyTimes {

  private final List<DataType> key;
  private final QueryExecution query;

  private KeyTimes(List<DataType> key, QueryExecution query) {
    this.key = key;
    this.query = query;
  }

  /**
   * Those of a pass; empty where they cannot be had without most of the work: when rows come from a
   * shuffle, or the key is itself computed by windows.
   */
  static Optional<KeyTimes> of(SparkSession spark, AggregateAsOf pass) {
    List<Attribute> read = new ArrayList<>(AsOfColumns.list(pass.columns().keysOf(pass.inputs())));
    List<DataType> key = read.stream().map(Attribute::dataType).toList();
    read.add(AsOfColumns.list(pass.inputs()).get(pass.columns().time()));
    List<NamedExpression> wanted =
        read.stream().map(column -> (NamedExpression) (Object) column).toList();
    LogicalPlan all = new Project(ScalaSeq.of(wanted), pass.child());
    // Where there are passes, what they compute must be gone before they can be taken out.
    LogicalPlan pruned = hasPasses(all) ? query(spark, all).optimizedPlan() : all;
    LogicalPlan alone = withoutPasses(pruned);
    if (!isComplete(alone)) {
      return Optional.empty();
    }
    QueryExecution query = query(spark, alone);
    return shuffles(query.executedPlan())
        ? Optional.empty()
        : Optional.of(new KeyTimes(key, query));
  }

  /** All columns of the plan are resolved, so that Spark need not analyse it. */
  private static QueryExecution query(SparkSession spark, LogicalPlan plan) {
    plan.setAnalyzed();
    return spark.sessionState().executePlan(plan, CommandExecutionMode.SKIP());
  }

  private static boolean hasPasses(LogicalPlan plan) {
    return plan instanceof AggregateAsOf
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(KeyTimes::hasPasses);
  }

  /** The rows of a plan without the features of earlier passes, and without its checks. */
  private static LogicalPlan withoutPasses(LogicalPlan plan) {
    if (plan instanceof AggregateAsOf pass) {
      return withoutPasses(pass.columns().kind() < 0 ? pass.child() : spineOf(pass));
    }
    if (plan instanceof Filter filter) {
      Expression condition = unchecked(filter.condition());
      LogicalPlan child = withoutPasses(filter.child());
      return condition == null ? child : new Filter(condition, child);
    }
    List<LogicalPlan> children =
        CollectionConverters.asJava(plan.children()).stream().map(KeyTimes::withoutPasses).toList();
    return plan.withNewChildren(ScalaSeq.of(children));
  }

  private static LogicalPlan spineOf(AggregateAsOf pass) {
    Attribute kind = AsOfColumns.list(pass.inputs()).get(pass.columns().kind());
    Expression isSpine =
        new EqualTo(
            (Expression) (Object) kind,
            Literal$.MODULE$.apply((Object) pass.pass().sources().size()));
    return new Filter(isSpine, pass.child());
  }

  /** A condition without what is always true, or fails; null when nothing is left. */
  private static @Nullable Expression unchecked(Expression condition) {
    if (condition instanceof And and) {
      Expression left = unchecked(and.left());
      Expression right = unchecked(and.right());
      return left == null ? right : right == null ? left : new And(left, right);
    }
    return condition instanceof RequiredColumns ? null : condition;
  }

  /** Whether every node finds the columns that it reads. */
  private static boolean isComplete(LogicalPlan plan) {
    return plan.missingInput().isEmpty()
        && CollectionConverters.asJava(plan.children()).stream().allMatch(KeyTimes::isComplete);
  }

  private static boolean shuffles(SparkPlan plan) {
    return plan instanceof Exchange
        || plan instanceof AdaptiveSparkPlanExec
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(KeyTimes::shuffles);
  }

  /** The types of what a key consists of. */
  List<DataType> key() {
    return key;
  }

  /** Rows whose first columns are the key, and whose last is the time. */
  JavaRDD<InternalRow> rows() {
    return query.toRdd().toJavaRDD();
  }
}
