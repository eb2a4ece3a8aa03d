package rowan.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.spark.type.SparkType;
import rowan.type.Bits;
import rowan.type.TextForm;

/**
 * Computes features twice, on Spark and in process, and compares them bit by bit. The rows stream
 * through this process one by one; they are never held together.
 */
public final class Parity {

  private static final int EXAMPLES = 10;

  private final Plan plan;
  private final Scorer scorer;
  private final List<Node> columns;
  private final List<SparkType> types;
  private final List<String> examples = new ArrayList<>();
  private long rows;
  private long differing;

  private Parity(Plan plan, Inputs inputs) {
    this.plan = plan;
    this.scorer = Scorer.of(plan, inputs);
    List<Node> all = new ArrayList<>(plan.select().identity());
    plan.scan().map(Step.Scan::columns).ifPresent(all::addAll);
    all.addAll(plan.features());
    this.columns = all.stream().distinct().toList();
    this.types =
        columns.stream().map(node -> SparkType.of(node.type(), plan.graph()::classNamed)).toList();
  }

  /**
   * Compares the features of at most {@code limit} rows of the plan's spine.
   *
   * @throws rowan.graph.CheckException as {@link SparkAdapter#run} and {@link Scorer#of}
   * @throws rowan.plan.FeatureException when a feature cannot be computed
   */
  public static ParityReport compare(SparkAdapter adapter, Plan plan, Inputs inputs, long limit) {
    Parity parity = new Parity(plan, inputs);
    parity.compareAll(adapter.inputs(inputs).lower(plan), limit);
    return new ParityReport(parity.rows, plan.features().size(), parity.differing, parity.examples);
  }

  private void compareAll(Dataset<Row> lowered, long limit) {
    Column[] wanted =
        columns.stream().map(node -> Lowering.column(node.column())).toArray(Column[]::new);
    var dataset = (org.apache.spark.sql.classic.Dataset<Row>) lowered.select(wanted);
    DataType[] dataTypes = types.stream().map(SparkType::dataType).toArray(DataType[]::new);
    var computed = dataset.queryExecution().executedPlan().executeToIterator();
    while (rows < limit && computed.hasNext()) {
      compare(values(computed.next(), dataTypes));
    }
  }

  private Map<String, @Nullable Object> values(InternalRow row, DataType[] dataTypes) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < dataTypes.length; i++) {
      Object value = row.isNullAt(i) ? null : row.get(i, dataTypes[i]);
      values.put(columns.get(i).column(), value == null ? null : java(i, value));
    }
    return values;
  }

  private Object java(int column, Object value) {
    try {
      return types.get(column).toJava(value);
    } catch (IllegalArgumentException e) {
      throw new FeatureException(
          "Cannot compare %s: its value is invalid: %s"
              .formatted(columns.get(column).name(), e.getMessage()),
          e);
    }
  }

  private void compare(Map<String, @Nullable Object> offline) {
    rows++;
    Scores scores = plan.spine().isPresent() ? scorer.score(offline) : scorer.score();
    for (Node feature : plan.features()) {
      Object batch = offline.get(feature.column());
      Object online = scores.value(feature.column());
      if (!Bits.equal(batch, online)) {
        differing++;
        remember(offline, feature, batch, online);
      }
    }
  }

  private void remember(
      Map<String, @Nullable Object> offline,
      Node feature,
      @Nullable Object batch,
      @Nullable Object online) {
    if (examples.size() < EXAMPLES) {
      List<String> row =
          plan.select().identity().stream()
              .map(node -> node.column() + " = " + TextForm.show(offline.get(node.column())))
              .toList();
      examples.add(
          "%s: %s on Spark, %s in process (%s)"
              .formatted(
                  feature.name(),
                  TextForm.show(batch),
                  TextForm.show(online),
                  String.join(", ", row)));
    }
  }
}
