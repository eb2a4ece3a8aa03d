package rowan.contract;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.type.CanonicalForm;
import rowan.type.JavaForm;

/** Features straight from the definition: a call by reflection for each node, arguments first. */
final class NaiveOracle {

  private final Graph graph;
  private final Map<String, @Nullable Object> inputs;

  NaiveOracle(Graph graph, Map<String, @Nullable Object> inputs) {
    this.graph = graph;
    this.inputs = inputs;
  }

  Map<String, @Nullable Object> features(List<Node> wanted, Record row) {
    Map<String, @Nullable Object> known = new HashMap<>();
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    wanted.forEach(node -> features.put(node.name(), value(node, row, known)));
    return features;
  }

  private @Nullable Object value(Node node, Record row, Map<String, @Nullable Object> known) {
    if (!known.containsKey(node.name())) {
      known.put(node.name(), canonical(node, evaluate(node, row, known)));
    }
    return known.get(node.name());
  }

  private static @Nullable Object canonical(Node node, @Nullable Object value) {
    return value == null ? null : CanonicalForm.of(node.type()).apply(value);
  }

  private @Nullable Object evaluate(Node node, Record row, Map<String, @Nullable Object> known) {
    Definition definition = node.definition();
    try {
      if (definition instanceof Definition.Column column) {
        return component(row, column.component().name());
      }
      if (definition instanceof Definition.Input input) {
        return inputs.containsKey(node.name())
            ? inputs.get(node.name())
            : graph.loaded(input.method()).invoke(null);
      }
      if (definition instanceof Definition.AsOf) {
        return value(graph.known(node.arguments().get(0).node()), row, known);
      }
      Object[] arguments = new Object[node.arguments().size()];
      for (int i = 0; i < arguments.length; i++) {
        Argument argument = node.arguments().get(i);
        Object value = value(graph.known(argument.node()), row, known);
        if (value == null && !argument.parameter().use().nullable()) {
          return null;
        }
        arguments[i] = value == null ? null : widened(argument, value);
      }
      if (definition instanceof Definition.Part part) {
        return arguments[0]
            .getClass()
            .getRecordComponents()[part.index()]
            .getAccessor()
            .invoke(arguments[0]);
      }
      return graph.loaded(((Definition.Computed) definition).method()).invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(node.name(), e);
    }
  }

  private Object widened(Argument argument, Object value) {
    return argument.parameter().use().type().isColumn()
            && argument.parameter().use().type() instanceof rowan.type.Type.Scalar
        ? JavaForm.of(argument.parameter().use().type(), graph::classNamed).convert(value)
        : value;
  }

  private static @Nullable Object component(Record row, String name)
      throws ReflectiveOperationException {
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        return component.getAccessor().invoke(row);
      }
    }
    throw new AssertionError(name);
  }
}
