package rowan.spark.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.ClusteredDistribution;
import org.apache.spark.sql.catalyst.plans.physical.Distribution;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SortExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.CellStates;
import rowan.spark.execution.HotKeys.HotKey;
import rowan.spark.type.ScalaSeq;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/**
 * Runs {@link AggregateAsOf} where some keys are cut into slices. What the events of the slices add
 * up to is computed first, from the rows as they are after the exchange; then every slice goes on
 * from those before it. Sorts by itself: of the rows that are added up first, no others are sorted.
 */
public final class SlicedAsOfExec extends PassExec {

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "numOutputRows";

  private final HotKeys keys;
  private final Seq<Attribute> added;
  private transient @Nullable Map<String, SQLMetric> metrics;

  /** As {@link AggregateAsOf#AggregateAsOf}, and {@link SliceHotKeysExec#SliceHotKeysExec}. */
  public SlicedAsOfExec(
      WindowPass pass,
      AsOfColumns columns,
      Seq<Attribute> inputs,
      Seq<Attribute> features,
      HotKeys keys,
      Seq<Attribute> added,
      SparkPlan child) {
    super(pass, columns, inputs, features, child);
    this.keys = keys;
    this.added = added;
  }

  /** What the pass reads, where the number of the slice is a part of the key. */
  private Seq<Attribute> slicedInputs() {
    List<Attribute> all = new ArrayList<>(AsOfColumns.list(inputs));
    all.add(columns.keys(), number());
    return ScalaSeq.of(all);
  }

  private Attribute number() {
    return AsOfColumns.list(added).get(0);
  }

  private Attribute isCopy() {
    return AsOfColumns.list(added).get(1);
  }

  @Override
  public Seq<Distribution> requiredChildDistribution() {
    Seq<Expression> by =
        ScalaSeq.of(AsOfOrder.expressions(columns.withSlice().keysOf(slicedInputs())));
    return ScalaSeq.of(List.of(new ClusteredDistribution(by, true, Option.empty())));
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
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
    return session().withActive(this::sliced); // operators are made, which take the active session
  }

  private RDD<InternalRow> sliced() {
    return sorted(child).execute().toJavaRDD().mapPartitions(task(slices(states())), true).rdd();
  }

  private SparkPlan sorted(SparkPlan rows) {
    Seq<SortOrder> order =
        AsOfOrder.of(pass, columns.withSlice(), slicedInputs(), ScalaSeq.of(List.of()));
    return new SortExec(order, false, rows, 0);
  }

  private AsOfTask task(SlicedRows slices) {
    return new AsOfTask(
        pass,
        columns.withSlice(),
        AsOfColumns.positions(slicedInputs(), child.output()),
        child.schema(),
        metrics().apply(ROWS),
        slices);
  }

  private SlicedRows slices(@Nullable Broadcast<java.util.Map<Integer, CellStates>> states) {
    int[] at = AsOfColumns.positions(added, child.output());
    return new SlicedRows(keys, at[0], at[1], states);
  }

  /** What the events of the slices of each key add up to; null when no slice needs it. */
  private @Nullable Broadcast<java.util.Map<Integer, CellStates>> states() {
    if (!keys.needStates()) {
      return null;
    }
    Expression isHot =
        new GreaterThan(
            (Expression) (Object) number(), Literal$.MODULE$.apply((Object) HotKeys.NOT_HOT));
    SparkPlan hot = new FilterExec(new And(isHot, new Not((Expression) (Object) isCopy())), child);
    SlicedRows slices = slices(null);
    java.util.Map<Integer, CellStates> ofSlices = new HashMap<>();
    sorted(hot)
        .execute()
        .toJavaRDD()
        .mapPartitions(new RecordTask(task(slices), slices))
        .collect()
        .forEach(ofSlices::putAll);
    java.util.Map<Integer, CellStates> ofKeys = new HashMap<>();
    for (HotKey key : keys.all()) {
      List<CellStates> inOrder =
          IntStream.range(0, key.slices().count())
              .mapToObj(slice -> ofSlices.getOrDefault(key.number(slice), CellStates.NONE))
              .toList();
      ofKeys.put(key.number(0), CellStates.of(inOrder));
    }
    return JavaSparkContext.fromSparkContext(sparkContext()).broadcast(ofKeys);
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return new SlicedAsOfExec(pass, columns, inputs, produced, keys, added, newChildren.apply(0));
  }

  @Override
  public String nodeName() {
    return "AggregateAsOf";
  }

  @Override
  public String simpleString(int maxFields) {
    return columns.describe(nodeName(), inputs, produced) + ", hot keys in slices";
  }

  @Override
  public String verboseStringWithOperatorId() {
    return "%s%n%s, hot keys in slices%n"
        .formatted(formattedNodeName(), columns.describe("", inputs, produced).strip());
  }

  @Override
  List<Object> elements() {
    return List.of(pass, columns, inputs, produced, keys, added, child);
  }

  @Override
  List<Object> compared() {
    return List.of(pass, columns, keys, inputs, produced, child);
  }
}
