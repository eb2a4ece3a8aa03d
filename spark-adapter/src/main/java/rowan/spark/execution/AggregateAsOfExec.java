package rowan.spark.execution;

import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
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
public final class AggregateAsOfExec extends PassExec {

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "numOutputRows";

  private transient @Nullable Map<String, SQLMetric> metrics;

  /** As {@link AggregateAsOf#AggregateAsOf}. */
  public AggregateAsOfExec(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      Seq<Attribute> features,
      SparkPlan child) {
    super(pass, columns, inputs, features, child);
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
    return new AggregateAsOfExec(pass, columns, inputs, produced, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "AggregateAsOf";
  }

  @Override
  public String simpleString(int maxFields) {
    return columns.describe(nodeName(), inputs, produced) + note();
  }

  @Override
  public String verboseStringWithOperatorId() {
    return "%s%n%s%s%n"
        .formatted(formattedNodeName(), columns.describe("", inputs, produced).strip(), note());
  }

  private String note() {
    return HotKeySearch.obstacle(pass, columns)
        .map(why -> ", keys are left whole: " + why)
        .orElse("");
  }

  @Override
  List<Object> elements() {
    return List.of(pass, columns, inputs, produced, child);
  }
}
