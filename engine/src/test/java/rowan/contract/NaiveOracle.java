package rowan.contract;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rowan.graph.Argument;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.type.CanonicalForm;
import rowan.type.JavaForm;

/** Features straight from the definition: a call by reflection for each node, arguments first. */
class NaiveOracle {

  /** A row of which nodes are asked, as of a time, and those that were asked already. */
  record Asking(Record row, long time, Map<String, @Nullable Object> known) {
    Asking(Record row, long time) {
      this(row, time, new HashMap<>());
    }
  }

  private final Graph graph;
  private final Map<String, @Nullable Object> inputs;

  NaiveOracle(Graph graph, Map<String, @Nullable Object> inputs) {
    this.graph = graph;
    this.inputs = inputs;
  }

  Map<String, @Nullable Object> features(List<Node> wanted, Record row) {
    return features(wanted, new Asking(row, timeOf(row)));
  }

  Map<String, @Nullable Object> features(List<Node> wanted, Asking asking) {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    wanted.forEach(node -> features.put(node.name(), value(node, asking)));
    return features;
  }

  /** When an event happened, in microseconds; before all others when its source does not say. */
  final long timeOf(Record row) {
    return source(row).eventTime().map(time -> micros(component(row, time))).orElse(Long.MIN_VALUE);
  }

  final SourceTable source(Record row) {
    return graph.sources().stream()
        .filter(source -> source.className().equals(row.getClass().getName()))
        .findFirst()
        .orElseThrow();
  }

  static long micros(@Nullable Object time) {
    return time instanceof LocalDate day
        ? day.toEpochDay() * 86_400_000_000L
        : ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) Objects.requireNonNull(time));
  }

  final @Nullable Object value(Node node, Asking asking) {
    if (!asking.known().containsKey(node.name())) {
      asking.known().put(node.name(), canonical(node, evaluate(node, asking)));
    }
    return asking.known().get(node.name());
  }

  /** The value of an aggregate or a lookup. */
  @Nullable Object joined(Node join, Asking asking) {
    throw new AssertionError(join.name() + " is joined");
  }

  private static @Nullable Object canonical(Node node, @Nullable Object value) {
    return value == null ? null : CanonicalForm.of(node.type()).apply(value);
  }

  private @Nullable Object evaluate(Node node, Asking asking) {
    Definition definition = node.definition();
    try {
      if (definition instanceof Definition.Column column) {
        return component(asking.row(), column.component());
      }
      if (definition instanceof Definition.AsOf) {
        return Instant.EPOCH.plus(asking.time(), ChronoUnit.MICROS);
      }
      if (definition instanceof Definition.Aggregate || definition instanceof Definition.Lookup) {
        return joined(node, asking);
      }
      if (definition instanceof Definition.Input input) {
        return inputs.containsKey(node.name())
            ? inputs.get(node.name())
            : graph.loaded(input.method()).invoke(null);
      }
      Object[] arguments = new Object[node.arguments().size()];
      for (int i = 0; i < arguments.length; i++) {
        Argument argument = node.arguments().get(i);
        Object value = value(graph.known(argument.node()), asking);
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
      if (definition instanceof Definition.Vector) {
        return Arrays.stream(arguments).mapToDouble(NaiveOracle::member).toArray();
      }
      return graph.loaded(((Definition.Computed) definition).method()).invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(node.name(), e);
    }
  }

  private static double member(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  final Object widened(Argument argument, Object value) {
    return argument.parameter().use().type().isColumn()
            && argument.parameter().use().type() instanceof rowan.type.Type.Scalar
        ? JavaForm.of(argument.parameter().use().type(), graph::classNamed).convert(value)
        : value;
  }

  static @Nullable Object component(Record row, Component wanted) {
    try {
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        if (component.getName().equals(wanted.name())) {
          return component.getAccessor().invoke(row);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(wanted.name(), e);
    }
    throw new AssertionError(wanted.name());
  }
}
