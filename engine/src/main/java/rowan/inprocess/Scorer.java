package rowan.inprocess;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Method;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Step;
import rowan.plan.SuppliedValues;
import rowan.type.Micros;
import rowan.type.Name;

/**
 * Computes the features of a plan for one row at a time, in process. A scorer is made once; it is
 * immutable, and any number of threads may score with it.
 */
public final class Scorer {

  private final Plan plan;
  private final List<ColumnReader> columns;
  private final Map<Name, ColumnReader> columnsByName = new HashMap<>();
  private final Optional<AsOfSlot> asOf;
  private final List<SlotCall> calls;
  private final Slots template;
  private final ScoreLayout layout;

  private Scorer(Plan plan, SuppliedValues supplied) {
    this.plan = plan;
    SlotTable slots = new SlotTable();
    this.columns = columns(plan, slots);
    for (ColumnReader column : columns) {
      columnsByName.put(Name.of(column.column()), column);
      columnsByName.put(Name.of(column.component()), column);
    }
    plan.supply().nodes().forEach(slots::add);
    Optional<Node> asOf = plan.asOfNode();
    asOf.ifPresent(slots::add);
    this.asOf = asOf.filter(node -> plan.asOf().isEmpty()).map(node -> new AsOfSlot(node, slots));
    this.calls = calls(plan, slots);
    this.template = Slots.ofSize(slots.size());
    for (Node node : plan.supply().nodes()) {
      template.store(slots.slot(node.name()), node.type(), supplied.value(node.name()));
    }
    asOf.ifPresent(
        node -> template.store(slots.slot(node.name()), node.type(), plan.asOf().orElse(null)));
    this.layout = new ScoreLayout(plan.features(), slots);
  }

  /**
   * A scorer for a plan that takes no inputs.
   *
   * @throws CheckException as {@link #of(Plan, Inputs)}
   */
  public static Scorer of(Plan plan) {
    return of(plan, Inputs.none());
  }

  /**
   * A scorer for a plan.
   *
   * @throws CheckException with every input that is missing, unknown or of another type, and every
   *     feature that is not yet known when its row is scored
   * @throws IllegalArgumentException when the plan has aggregates or lookups
   */
  public static Scorer of(Plan plan, Inputs inputs) {
    Map<String, Duration> knownAfter = plan.knownAfter();
    List<Problem> late = new ArrayList<>();
    for (Node feature : plan.features()) {
      Duration after = knownAfter.getOrDefault(feature.name(), Duration.ZERO);
      if (!after.isZero()) {
        late.add(knownLate(feature, after));
      }
    }
    if (!late.isEmpty()) {
      throw new CheckException("Cannot serve features of " + plan.graph().title(), late);
    }
    return new Scorer(plan, SuppliedValues.of(plan, inputs));
  }

  private static Problem knownLate(Node feature, Duration late) {
    return Problem.at(
        "known-late",
        feature.definition().place(),
        "\"%s\" is known only %s after its row, so it cannot be served; leave it out."
            .formatted(feature.name(), Micros.text(late)));
  }

  private static List<ColumnReader> columns(Plan plan, SlotTable slots) {
    List<ColumnReader> readers = new ArrayList<>();
    for (Step.Scan scan : plan.scan().stream().toList()) {
      for (Node node : scan.columns()) {
        readers.add(new ColumnReader(plan.graph(), node, slots.add(node)));
      }
    }
    return List.copyOf(readers);
  }

  private static List<SlotCall> calls(Plan plan, SlotTable slots) {
    List<SlotCall> calls = new ArrayList<>();
    for (Step step : plan.compute()) {
      if (!(step instanceof Step.RowFeatures level)) {
        throw new IllegalArgumentException(
            "Cannot score aggregates or lookups; ask for features of the row alone");
      }
      for (Node node : level.nodes()) {
        slots.add(node);
        calls.add(call(plan.graph(), node, slots));
      }
    }
    return List.copyOf(calls);
  }

  private static SlotCall call(Graph graph, Node node, SlotTable slots) {
    try {
      if (node.definition() instanceof Definition.Part part) {
        return new SlotCall(node, accessor(graph, part), true, slots);
      }
      Method method = ((Definition.Computed) node.definition()).method();
      MethodHandle handle = MethodHandles.publicLookup().unreflect(graph.loaded(method));
      return new SlotCall(node, handle, method.result().nullable(), slots);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Cannot call %s; its package must be open to its callers".formatted(node.definedBy()), e);
    }
  }

  private static MethodHandle accessor(Graph graph, Definition.Part part)
      throws IllegalAccessException {
    Class<?> type = graph.loaded(part.method()).getReturnType();
    return MethodHandles.publicLookup()
        .unreflect(type.getRecordComponents()[part.index()].getAccessor());
  }

  /** The plan that is scored. */
  public Plan plan() {
    return plan;
  }

  /**
   * Scores a row of the spine, given as its source's record.
   *
   * @throws FeatureException when a column is null that may not be, or a feature cannot be
   *     computed; the message names the feature and the row
   * @throws IllegalArgumentException when {@code row} is of another class
   */
  public Scores score(Record row) {
    checkClass(row);
    Slots slots = template.copy();
    List<String> problems = new ArrayList<>(0);
    for (ColumnReader column : columns) {
      column.read(row, slots, problems);
    }
    return compute(row, slots, problems);
  }

  private void checkClass(Record row) {
    for (SourceTable source : plan.spine().stream().toList()) {
      if (!source.className().equals(row.getClass().getName())) {
        throw new IllegalArgumentException(
            "Cannot score a %s; the plan computes features of %s"
                .formatted(row.getClass().getName(), source.className()));
      }
    }
  }

  /**
   * Scores a row of the spine, given as values by column name in any spelling. Columns that no
   * feature needs may be left out; a column that may be null must be there all the same.
   *
   * @throws FeatureException naming every column that is missing, null or of another type; or the
   *     feature that cannot be computed; with the row
   */
  public Scores score(Map<String, ? extends @Nullable Object> row) {
    Slots slots = template.copy();
    Map<ColumnReader, String> given = new HashMap<>();
    row.keySet().forEach(key -> remember(key, given));
    List<String> problems = new ArrayList<>(0);
    for (ColumnReader column : columns) {
      String key = given.get(column);
      if (key == null) {
        problems.add("column %s is missing%s".formatted(column.column(), didYouMean(column, row)));
      } else {
        column.take(row.get(key), slots, problems);
      }
    }
    return compute(row, slots, problems);
  }

  private void remember(String key, Map<ColumnReader, String> given) {
    ColumnReader column = columnsByName.get(Name.of(key));
    if (column != null) {
      String other = given.put(column, key);
      if (other != null) {
        throw new FeatureException(
            "Cannot score a row: its columns %s and %s are one name".formatted(other, key), null);
      }
    }
  }

  private static String didYouMean(ColumnReader column, Map<String, ?> row) {
    List<Name> near = Name.of(column.column()).nearest(row.keySet().stream().map(Name::of));
    return near.isEmpty() ? "" : " (the row has " + near.get(0) + ")";
  }

  private Scores compute(Object row, Slots slots, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new FeatureException(
          "Cannot score row %s: %s".formatted(row, String.join("; ", problems)), null);
    }
    asOf.ifPresent(time -> time.fill(slots));
    try {
      for (SlotCall call : calls) {
        call.run(slots);
      }
    } catch (FeatureException e) {
      throw new FeatureException(e.getMessage() + ", in row " + row, e.getCause());
    }
    return new Scores(layout, slots);
  }

  /**
   * Computes the features of a plan that describes no rows.
   *
   * @throws IllegalArgumentException when the plan needs rows
   */
  public Scores score() {
    if (plan.spine().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot score without a row; the plan computes features of "
              + plan.spine().get().className());
    }
    return compute("(none)", template.copy(), List.of());
  }
}
