package rowan.contract;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Bounds;
import rowan.aggregate.NaiveEvent;
import rowan.aggregate.NaiveOperators;
import rowan.aggregate.Ties;
import rowan.aggregate.WindowSpec;
import rowan.graph.Aggregation;
import rowan.graph.Argument;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.OperatorUse;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.type.CanonicalForm;
import rowan.type.JavaForm;
import rowan.type.Micros;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;

/**
 * Aggregates and lookups straight from the definition: for every row that asks, every event is
 * looked at. What it reads of the engine are the parts of windows, never their bounds in time.
 */
public final class WindowOracle extends NaiveOracle {

  private final Plan plan;
  private final Graph graph;
  private final List<Asking> events = new ArrayList<>();

  /**
   * The features of a plan without inputs.
   *
   * @param rows the events and rows of all sources, each once; of rows without a row key that are
   *     alike, the earlier ones come first
   */
  public WindowOracle(Plan plan, Collection<? extends Record> rows) {
    this(plan, Map.of(), rows);
  }

  /** The features of a plan with inputs and fitted values. */
  public WindowOracle(
      Plan plan, Map<String, @Nullable Object> inputs, Collection<? extends Record> rows) {
    super(plan.graph(), inputs);
    this.plan = plan;
    this.graph = plan.graph();
    rows.forEach(row -> events.add(new Asking(row, timeOf(row))));
  }

  /** The features of a row, which is the event that is the same object, if any. */
  public Map<String, @Nullable Object> features(Record row) {
    long time = plan.asOf().map(NaiveOracle::micros).orElseGet(() -> asked(row));
    return features(plan.features(), new Asking(row, time));
  }

  /** A row without a time asks after whatever was there all along. */
  private long asked(Record row) {
    return source(row).eventTime().isPresent() ? timeOf(row) : Long.MAX_VALUE;
  }

  @Override
  @Nullable Object joined(Node join, Asking asking) {
    return join.definition() instanceof Definition.Lookup lookup
        ? lookedUp(join, lookup, asking)
        : aggregated(join, (Definition.Aggregate) join.definition(), asking);
  }

  // Lookups.

  private @Nullable Object lookedUp(Node join, Definition.Lookup lookup, Asking asking) {
    List<@Nullable Object> key = new ArrayList<>();
    for (int i = 0; i < join.arguments().size(); i++) {
      Node argument = graph.known(join.arguments().get(i).node());
      Type wanted = lookup.table().rowKey().get(i).use().type();
      key.add(keyValue(value(argument, asking), wanted));
    }
    WindowSpec latest = WindowSpec.EVER.within(Bounds.UP_TO);
    List<Asking> found =
        seen(lookup.table(), latest, asking, event -> rowKey(lookup.table(), event.row()), key);
    return found.isEmpty() ? null : found.get(found.size() - 1).row();
  }

  // Aggregates.

  private @Nullable Object aggregated(Node join, Definition.Aggregate definition, Asking asking) {
    Aggregation aggregation = definition.aggregation();
    List<Node> by = aggregation.by().stream().map(graph::known).toList();
    List<@Nullable Object> key = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      key.add(keyValue(value(askedKey(aggregation.on().get(i)), asking), by.get(i).type()));
    }
    List<Asking> window =
        seen(
            aggregation.events(),
            aggregation.window(),
            asking,
            event -> by.stream().map(node -> keyValue(value(node, event), node.type())).toList(),
            key);
    List<NaiveEvent> values = new ArrayList<>();
    window.forEach(event -> valuesOf(join, event).ifPresent(values::add));
    return values.isEmpty()
        ? empty(join, definition)
        : applied(join, definition, values, asking.time());
  }

  /** The column of the asking row of a name, else the feature of that name. */
  private Node askedKey(String name) {
    return plan.spine().stream()
        .flatMap(spine -> graph.columnsOf(spine).stream())
        .filter(
            node -> {
              Component component = ((Definition.Column) node.definition()).component();
              return Name.of(component.name()).equals(Name.of(name))
                  || Name.of(component.column()).equals(Name.of(name));
            })
        .findFirst()
        .or(() -> graph.find(name))
        .orElseThrow();
  }

  /** A value as keys are compared: in the type of the events' key, with one zero. */
  private @Nullable Object keyValue(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    Object typed = JavaForm.of(type, graph::classNamed).convert(value);
    if (typed instanceof Double number) {
      return number == 0 ? (Double) 0.0 : number;
    }
    return typed instanceof Float number && number == 0 ? (Float) 0.0f : typed;
  }

  /** What an operator sees of an event: nothing when the condition is not true or a value null. */
  private Optional<NaiveEvent> valuesOf(Node join, Asking event) {
    List<Object> values = new ArrayList<>();
    for (Argument argument : join.arguments()) {
      Object value = value(graph.known(argument.node()), event);
      boolean isCondition = argument.parameter().where();
      if (value == null || (isCondition && !value.equals(true))) {
        return Optional.empty();
      }
      if (!isCondition) {
        values.add(widened(argument, value));
      }
    }
    return Optional.of(new NaiveEvent(event.time(), values));
  }

  private static @Nullable Object empty(Node join, Definition.Aggregate definition) {
    if (definition.method().empty().isEmpty()) {
      return definition.method().operators().get(0).name().equals("Count")
          ? number(0, join.type())
          : null;
    }
    return number(definition.method().empty().get(), join.type());
  }

  private static Object number(double value, Type type) {
    if (type instanceof Type.Decimal decimal) {
      return java.math.BigDecimal.valueOf(value)
          .setScale(decimal.scale(), java.math.RoundingMode.HALF_UP);
    }
    if (type == Scalar.FLOAT) {
      return (float) value;
    }
    if (type == Scalar.INT) {
      return (int) value;
    }
    return type == Scalar.LONG ? (Object) (long) value : (Object) value;
  }

  private @Nullable Object applied(
      Node join, Definition.Aggregate definition, List<NaiveEvent> values, long asOf) {
    OperatorUse operator = definition.method().operators().get(0);
    List<Type> inputs =
        join.arguments().stream()
            .filter(argument -> !argument.parameter().where())
            .map(this::read)
            .toList();
    return NaiveOperators.apply(
        operator.name(), operator.settings(), inputs, join.type(), values, asOf);
  }

  /** The type in which an operator sees a value: decimals keep their own digits. */
  private Type read(Argument argument) {
    Type given = graph.known(argument.node()).type();
    return given instanceof Type.Decimal ? given : argument.parameter().use().type();
  }

  // Windows.

  private interface KeyOf {
    List<@Nullable Object> of(Asking event);
  }

  /** The events in a window, in order, after the row limit. */
  private List<Asking> seen(
      SourceTable source,
      WindowSpec window,
      Asking asking,
      KeyOf keyOf,
      List<@Nullable Object> key) {
    List<Asking> seen = new ArrayList<>();
    if (key.contains(null)) {
      return seen;
    }
    for (Asking event : events) {
      if (event.row().getClass().getName().equals(source.className())
          && isAvailable(source, event, isOver(window, asking.time()))
          && isInTime(source, window, event.time(), asking.time())
          && !isTiedAndLater(source, window, event, asking)
          && !isExcluded(window, event, asking)
          && keyOf.of(event).equals(key)) {
        seen.add(event);
      }
    }
    seen.sort(Comparator.comparingLong(Asking::time).thenComparing(this::compareTied));
    return window.rows() == 0
        ? seen
        : seen.subList(Math.max(0, seen.size() - window.rows()), seen.size());
  }

  /** A label is known when its window is over, from what is available then. */
  private static long isOver(WindowSpec window, long t) {
    return window.ahead()
        ? t + Micros.of(window.delay()) + Micros.of(requireNonNull(window.length()))
        : t;
  }

  private static boolean isAvailable(SourceTable source, Asking event, long t) {
    return source.availableAt().isEmpty()
        || micros(component(event.row(), source.availableAt().get())) <= t;
  }

  /** Rows of a source without a time have been there all along. */
  private static boolean isInTime(SourceTable source, WindowSpec window, long e, long t) {
    return source.eventTime().isEmpty() || isWithin(window, e, t);
  }

  private static boolean isWithin(WindowSpec window, long e, long t) {
    long d = Micros.of(window.delay());
    long w = window.length() == null ? 0 : Micros.of(window.length());
    if (window.ahead()) {
      return e > t + d && e <= t + d + w;
    }
    long from = t - d - w;
    if (window.hop() != null) {
      long hop = Micros.of(window.hop());
      from = Math.floorDiv(from, hop) * hop;
    }
    boolean isAfterStart =
        switch (window.bounds()) {
          case BEFORE, CLOSED -> e >= from;
          case UP_TO, OPEN -> e > from;
        };
    boolean isBeforeEnd =
        switch (window.bounds()) {
          case UP_TO, CLOSED -> e <= t - d;
          case BEFORE, OPEN -> e < t - d;
        };
    return (window.length() == null || isAfterStart) && isBeforeEnd;
  }

  /** Of its own source a row does not see those that come after it at its very time. */
  private boolean isTiedAndLater(
      SourceTable source, WindowSpec window, Asking event, Asking asking) {
    return window.ties() == Ties.EARLIER
        && !window.ahead()
        && isOwn(source, asking)
        && event.time() == asking.time()
        && compareTied(event, asking) > 0;
  }

  private boolean isOwn(SourceTable source, Asking asking) {
    return plan.asOf().isEmpty() && asking.row().getClass().getName().equals(source.className());
  }

  private boolean isExcluded(WindowSpec window, Asking event, Asking asking) {
    boolean isItself = isOwn(source(event.row()), asking) && isSame(event, asking);
    return switch (window.exclusion()) {
      case NOTHING -> false;
      case CURRENT_ROW -> isItself;
      case CURRENT_TIME -> event.time() == asking.time() && !isItself;
    };
  }

  private boolean isSame(Asking event, Asking asking) {
    return source(event.row()).rowKey().isEmpty()
        ? event.row() == asking.row()
        : event.time() == asking.time()
            && rowKey(source(event.row()), event.row())
                .equals(rowKey(source(asking.row()), asking.row()));
  }

  private static List<@Nullable Object> rowKey(SourceTable source, Record row) {
    List<@Nullable Object> key = new ArrayList<>();
    source.rowKey().forEach(component -> key.add(component(row, component)));
    return key;
  }

  /**
   * The order of two events of one source at one time: by row key; without one by all columns, and
   * those that are alike as they were given.
   */
  private int compareTied(Asking a, Asking b) {
    SourceTable source = source(a.row());
    List<Component> by = source.rowKey().isEmpty() ? source.components() : source.rowKey();
    int compared =
        ValueOrder.ofLists(by.stream().map(component -> component.use().type()).toList())
            .compare(values(by, a.row()), values(by, b.row()));
    return compared != 0 || !source.rowKey().isEmpty()
        ? compared
        : Integer.compare(numberOf(a.row()), numberOf(b.row()));
  }

  private static List<@Nullable Object> values(List<Component> components, Record row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Component component : components) {
      Object value = component(row, component);
      values.add(value == null ? null : CanonicalForm.of(component.use().type()).apply(value));
    }
    return values;
  }

  private int numberOf(Record row) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).row() == row) {
        return i;
      }
    }
    return events.size();
  }
}
