package rowan.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rowan.aggregate.Arguments;
import rowan.aggregate.Bounds;
import rowan.aggregate.LastAggregator;
import rowan.aggregate.WindowFeature;
import rowan.aggregate.WindowProgram;
import rowan.aggregate.WindowSpec;
import rowan.graph.Aggregation;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.type.Type;
import rowan.type.Widening;

/** A step of aggregates as adapters run it: the windows and operators, and what they read. */
public final class Pass {

  /** The latest row at or before the asking row, whole. */
  private static final WindowSpec LATEST = WindowSpec.EVER.within(Bounds.UP_TO);

  /**
   * A value that is kept of each event.
   *
   * @param node what gives it; empty for the whole row
   * @param type its type, which may be wider than the node's
   */
  public record Value(Optional<Node> node, Type type) {}

  private final Step.Aggregates step;
  private final List<Map<Value, Integer>> values = new ArrayList<>();
  private final List<WindowFeature> windows = new ArrayList<>();
  private final List<Node> features = new ArrayList<>();

  private Pass(Step.Aggregates step) {
    this.step = step;
  }

  /** The passes of a plan, in order. */
  public static List<Pass> all(Plan plan) {
    return plan.compute().stream()
        .filter(Step.Aggregates.class::isInstance)
        .map(step -> of(plan, (Step.Aggregates) step))
        .toList();
  }

  /** The pass of a step of a plan. */
  public static Pass of(Plan plan, Step.Aggregates step) {
    Pass pass = new Pass(step);
    for (int source = 0; source < step.events().size(); source++) {
      pass.values.add(new LinkedHashMap<>());
      for (Node node : step.events().get(source).aggregates()) {
        pass.addAggregate(plan, source, node);
      }
      for (Node node : step.events().get(source).lookups()) {
        pass.addLookup(source, node);
      }
    }
    return pass;
  }

  private void addAggregate(Plan plan, int source, Node node) {
    Aggregation aggregation = ((Definition.Aggregate) node.definition()).aggregation();
    List<Integer> columns = new ArrayList<>();
    List<Node> read = plan.graph().argumentsOf(node);
    for (int i = 0; i < read.size(); i++) {
      Value value =
          new Value(Optional.of(read.get(i)), node.arguments().get(i).parameter().use().type());
      columns.add(values.get(source).computeIfAbsent(value, v -> values.get(source).size()));
    }
    features.add(node);
    windows.add(
        new WindowFeature(
            source,
            aggregation.window(),
            aggregation.aggregator(),
            aggregation.values().stream().map(columns::get).toList(),
            aggregation.condition().isPresent()
                ? columns.get(aggregation.condition().getAsInt())
                : -1,
            aggregation.empty()));
  }

  private void addLookup(int source, Node node) {
    Value row = new Value(Optional.empty(), node.type());
    int column = values.get(source).computeIfAbsent(row, v -> values.get(source).size());
    features.add(node);
    LastAggregator last = new LastAggregator(new Arguments(Map.of(), List.of(node.type()), false));
    windows.add(new WindowFeature(source, LATEST, last, List.of(column), -1, null));
  }

  /** The step that it runs. */
  public Step.Aggregates step() {
    return step;
  }

  /** The types of the key: the widest that a source's events have, which all are widened to. */
  public List<Type> keyTypes() {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < step.on().size(); i++) {
      Type widest = step.on().get(i).type();
      for (Events events : step.events()) {
        Type by = events.by().get(i).type();
        widest = Widening.between(widest, by).isAllowed() ? by : widest;
      }
      types.add(widest);
    }
    return types;
  }

  /** The windows and operators. */
  public WindowProgram program() {
    return new WindowProgram(
        values.stream().map(of -> of.keySet().stream().map(Value::type).toList()).toList(),
        windows);
  }

  /** The nodes that it computes, in the order of the program's features. */
  public List<Node> features() {
    return List.copyOf(features);
  }

  /** What it keeps of each event of a source of the step, in the order of the program's columns. */
  public List<Value> values(int source) {
    return List.copyOf(values.get(source).keySet());
  }
}
