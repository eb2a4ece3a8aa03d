package rowan.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.NaiveEvent;
import rowan.aggregate.NaiveOperators;
import rowan.graph.Definition;
import rowan.graph.Fitting;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.OperatorUse;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Type;

/** Fitted values straight from the definition: one loop over all rows for each. */
public final class NaiveFit {

  private NaiveFit() {}

  /** The fitted values of a graph over rows of its one source, as the window oracle sees them. */
  public static Map<String, @Nullable Object> fit(
      Graph graph, Map<String, @Nullable Object> inputs, List<? extends Record> rows) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>(inputs);
    Map<String, @Nullable Object> fitted = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.isFitted()) {
        Object value = value(node, new WindowOracle(plan(graph, node), known, rows), rows);
        known.put(node.name(), value);
        fitted.put(node.name(), value);
      }
    }
    return fitted;
  }

  /** The row key is asked for as well, since something has to be. */
  private static Plan plan(Graph graph, Node node) {
    SourceTable source = ((Definition.Fitted) node.definition()).fitting().rows();
    List<String> read =
        new ArrayList<>(List.of(source.table() + "." + source.rowKey().get(0).column()));
    node.arguments().forEach(argument -> read.add(argument.node()));
    return Plan.of(graph, Request.of(read).spine(source.table()));
  }

  private static @Nullable Object value(
      Node node, WindowOracle oracle, List<? extends Record> rows) {
    Fitting fitting = ((Definition.Fitted) node.definition()).fitting();
    OperatorUse operator =
        ((Definition.Fitted) node.definition()).method().operator().orElseThrow();
    List<Type> types =
        fitting.values().stream()
            .map(i -> node.arguments().get(i).parameter().use().type())
            .toList();
    List<NaiveEvent> events = new ArrayList<>();
    for (Record row : rows) {
      Map<String, @Nullable Object> values = oracle.features(row);
      List<Object> taken = new ArrayList<>();
      for (int i : fitting.values()) {
        Object value = values.get(node.arguments().get(i).node());
        if (value != null) {
          taken.add(oracle.widened(node.arguments().get(i), value));
        }
      }
      boolean isSeen =
          fitting.condition().isEmpty()
              || Boolean.TRUE.equals(
                  values.get(node.arguments().get(fitting.condition().getAsInt()).node()));
      if (isSeen && taken.size() == fitting.values().size()) {
        events.add(new NaiveEvent(0, taken));
      }
    }
    return events.isEmpty()
        ? fitting.empty()
        : NaiveOperators.apply(operator.name(), operator.settings(), types, node.type(), events, 0);
  }
}
