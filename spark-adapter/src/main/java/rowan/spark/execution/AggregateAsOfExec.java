package rowan.spark.execution;

import java.util.List;
import java.util.Objects;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.ClusteredDistribution;
import org.apache.spark.sql.catalyst.plans.physical.Distribution;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.ScalaSeq;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/**
 * Runs {@link AggregateAsOf}: one pass over rows that are clustered by key and sorted, which Spark
 * sees to. Holds the events of one key that are in its windows, never a whole key.
 */
public final class AggregateAsOfExec extends SparkPlan {

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "numOutputRows";

  private final WindowPass pass;
  private final AsOfColumns columns;
  private final Seq<Attribute> inputs;
  private final Seq<Attribute> features;
  private final SparkPlan child;
  private transient @Nullable Map<String, SQLMetric> metrics;

  /** As {@link AggregateAsOf#AggregateAsOf}. */
  public AggregateAsOfExec(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      Seq<Attribute> features,
      SparkPlan child) {
    this.pass = pass;
    this.columns = columns;
    this.inputs = inputs;
    this.features = features;
    this.child = child;
  }

  @Override
  public Seq<SparkPlan> children() {
    return ScalaSeq.of(List.of(child));
  }

  @Override
  @SuppressWarnings("unchecked") // concatenation widens the element type to Object
  public Seq<Attribute> output() {
    return (Seq<Attribute>) (Seq<?>) child.output().appendedAll(features);
  }

  @Override
  public AttributeSet producedAttributes() {
    return AsOfColumns.set(features);
  }

  @Override
  public Seq<Distribution> requiredChildDistribution() {
    Seq<Expression> keys = ScalaSeq.of(AsOfOrder.expressions(columns.keysOf(inputs)));
    return ScalaSeq.of(List.of(new ClusteredDistribution(keys, false, Option.empty())));
  }

  @Override
  public Seq<Seq<SortOrder>> requiredChildOrdering() {
    return ScalaSeq.of(List.of(AsOfOrder.of(pass, columns, inputs, child.outputOrdering())));
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return child.outputOrdering();
  }

  @Override
  public Map<String, SQLMetric> metrics() {
    Map<String, SQLMetric> made = metrics;
    if (made == null) {
      made = new Map.Map1<>(ROWS, SQLMetrics.createMetric(sparkContext(), "number of output rows"));
      metrics = made;
    }
    return made;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    AsOfTask task =
        new AsOfTask(
            pass,
            columns,
            AsOfColumns.positions(inputs, child.output()),
            child.schema(),
            metrics().apply(ROWS),
            null);
    return child.execute().toJavaRDD().mapPartitions(task, true).rdd();
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return new AggregateAsOfExec(pass, columns, inputs, features, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "AggregateAsOf";
  }

  @Override
  public String simpleString(int maxFields) {
    return columns.describe(nodeName(), inputs, features) + note();
  }

  @Override
  public String verboseStringWithOperatorId() {
    return "%s%n%s%s%n"
        .formatted(formattedNodeName(), columns.describe("", inputs, features).strip(), note());
  }

  private String note() {
    return HotKeySearch.obstacle(pass, columns)
        .map(why -> ", keys are left whole: " + why)
        .orElse("");
  }

  @Override
  public int productArity() {
    return 5;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> pass;
      case 1 -> columns;
      case 2 -> inputs;
      case 3 -> features;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof AggregateAsOfExec;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AggregateAsOfExec that
        && inputs.equals(that.inputs)
        && features.equals(that.features)
        && child.equals(that.child);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, features, child);
  }
}
