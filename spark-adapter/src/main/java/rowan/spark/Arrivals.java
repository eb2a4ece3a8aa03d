package rowan.spark;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.type.Micros;

/**
 * The events of a source as a service is told of them, in order: each at its event time, its late
 * columns still null; then once more, amended, when these are known.
 */
final class Arrivals {

  /**
   * What a service is told.
   *
   * @param time when, in microseconds since the epoch
   * @param amends whether the event was told of before
   */
  record Arrival(long time, boolean amends, Map<String, @Nullable Object> event) {}

  private final SourceTable source;
  private final Iterator<Map<String, @Nullable Object>> events;
  private final List<Component> late;

  /** Amendments to come, by how long after the event they do. */
  private final Map<Duration, Deque<Arrival>> amendments = new TreeMap<>();

  private @Nullable Map<String, @Nullable Object> nextEvent;

  Arrivals(SourceTable source, Graph graph, Dataset<Row> table) {
    this.source = source;
    this.events = new JavaRows(inOrder(source, graph, table), graph.columnsOf(source), graph);
    this.late =
        source.components().stream()
            .filter(component -> component.knownAfter().isPresent())
            .toList();
    late.forEach(component -> amendments.put(delay(component), new ArrayDeque<>()));
    readNext();
  }

  /** Rows sorted by event time, then as events of one time are ordered. */
  static Dataset<Row> inOrder(SourceTable source, Graph graph, Dataset<Row> table) {
    List<Column> order = new ArrayList<>();
    source.eventTime().ifPresent(time -> order.add(Lowering.column(time.column())));
    PlanLowering.identity(graph, source).forEach(node -> order.add(Lowering.column(node.column())));
    return table.orderBy(order.toArray(Column[]::new));
  }

  private static Duration delay(Component component) {
    return Micros.duration(component.knownAfter().orElseThrow());
  }

  private void readNext() {
    nextEvent = events.hasNext() ? events.next() : null;
  }

  SourceTable source() {
    return source;
  }

  /** The time of a row of a source; rows without one were there before all others. */
  static long time(SourceTable source, Map<String, @Nullable Object> row) {
    Object time = source.eventTime().map(component -> row.get(component.column())).orElse(null);
    if (time instanceof LocalDate date) {
      return Micros.of(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    return time instanceof Instant instant ? Micros.of(instant) : Long.MIN_VALUE;
  }

  /** The values that tell a row of a source from others of its time. */
  static List<@Nullable Object> identity(
      SourceTable source, Graph graph, Map<String, @Nullable Object> row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Node node : PlanLowering.identity(graph, source)) {
      values.add(row.get(((Definition.Column) node.definition()).component().column()));
    }
    return values;
  }

  /** The row as it is when {@code known} has passed since its event. */
  Map<String, @Nullable Object> knownAfter(Duration known, Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> then = new LinkedHashMap<>(row);
    late.stream()
        .filter(component -> delay(component).compareTo(known) > 0)
        .forEach(component -> then.put(component.column(), null));
    return then;
  }

  /** What comes next, without taking it; null when nothing does. */
  @Nullable Arrival peek() {
    Arrival next =
        nextEvent == null ? null : new Arrival(time(source, nextEvent), false, nextEvent);
    for (Deque<Arrival> waiting : amendments.values()) {
      Arrival amendment = waiting.peekFirst();
      if (amendment != null && (next == null || amendment.time() <= next.time())) {
        next = amendment;
      }
    }
    return next;
  }

  /** Takes what {@link #peek} shows, an event as it is known then. */
  Map<String, @Nullable Object> take(Arrival arrival) {
    if (arrival.amends()) {
      amendments.values().stream()
          .filter(waiting -> arrival.equals(waiting.peekFirst()))
          .findFirst()
          .ifPresent(Deque::removeFirst);
      return arrival.event();
    }
    amendments.forEach(
        (delay, waiting) ->
            waiting.addLast(
                new Arrival(
                    arrival.time() + Micros.of(delay), true, knownAfter(delay, arrival.event()))));
    readNext();
    return knownAfter(Duration.ZERO, arrival.event());
  }
}
