package rowan.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.SourceTable;
import rowan.type.Bits;
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

  /**
   * A column that is known late.
   *
   * @param delay how long after the event, in microseconds
   */
  private record LateColumn(String column, long delay) {}

  private final SourceTable source;
  private final SourceRows rows;
  private final Iterator<Map<String, @Nullable Object>> events;
  private final List<LateColumn> late;

  /** Amendments to come, by how long after the event they do, in microseconds. */
  private final Map<Long, Deque<Arrival>> amendments = new TreeMap<>();

  private @Nullable Arrival nextEvent;

  Arrivals(SourceTable source, Graph graph, Dataset<Row> table) {
    this.source = source;
    this.rows = new SourceRows(source, graph);
    this.events = new JavaRows(inOrder(source, graph, table), graph.columnsOf(source), graph);
    this.late =
        source.components().stream().flatMap(component -> late(component).stream()).toList();
    late.forEach(column -> amendments.put(column.delay(), new ArrayDeque<>()));
    readNext();
  }

  /** Rows sorted by event time, then as events of one time are ordered. */
  static Dataset<Row> inOrder(SourceTable source, Graph graph, Dataset<Row> table) {
    List<Column> order = new ArrayList<>();
    source.eventTime().ifPresent(time -> order.add(Lowering.column(time.column())));
    PlanLowering.identity(graph, source).forEach(node -> order.add(Lowering.column(node.column())));
    return table.orderBy(order.toArray(Column[]::new));
  }

  private static Optional<LateColumn> late(Component component) {
    return component
        .knownAfter()
        .map(delay -> new LateColumn(component.column(), Micros.of(Micros.duration(delay))));
  }

  private void readNext() {
    if (events.hasNext()) {
      Map<String, @Nullable Object> event = events.next();
      nextEvent = new Arrival(rows.time(event), false, event);
    } else {
      nextEvent = null;
    }
  }

  SourceTable source() {
    return source;
  }

  /** The row as it is when some microseconds have passed since its event. */
  private Map<String, @Nullable Object> knownAfter(long passed, Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> then = new LinkedHashMap<>(row);
    for (LateColumn column : late) {
      if (column.delay() > passed) {
        then.put(column.column(), null);
      }
    }
    return then;
  }

  /** What comes next, without taking it; null when nothing does. */
  @Nullable Arrival peek() {
    Arrival next = nextEvent;
    for (Deque<Arrival> waiting : amendments.values()) {
      Arrival amendment = waiting.peekFirst();
      if (amendment != null && (next == null || amendment.time() <= next.time())) {
        next = amendment;
      }
    }
    return next;
  }

  /** Whether something is the first that is told of a row. */
  boolean isFirstOf(Arrival arrival, long happened, List<@Nullable Object> identity) {
    return !arrival.amends()
        && arrival.time() == happened
        && Bits.equal(rows.identity(arrival.event()), identity);
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
                new Arrival(arrival.time() + delay, true, knownAfter(delay, arrival.event()))));
    readNext();
    return knownAfter(0, arrival.event());
  }
}
