package rowan.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.SourceTable;
import rowan.type.Micros;

/** When rows of a source happened, and what tells them from others of their time. */
final class SourceRows {

  private final @Nullable String timeColumn;
  private final List<String> identity;

  SourceRows(SourceTable source, Graph graph) {
    this.timeColumn = source.eventTime().map(Component::column).orElse(null);
    this.identity =
        PlanLowering.identity(graph, source).stream()
            .map(node -> ((Definition.Column) node.definition()).component().column())
            .toList();
  }

  /** The time, in microseconds; rows without one were there before all others. */
  long time(Map<String, @Nullable Object> row) {
    Object time = timeColumn == null ? null : row.get(timeColumn);
    if (time instanceof LocalDate date) {
      return Micros.of(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    return time instanceof Instant instant ? Micros.of(instant) : Long.MIN_VALUE;
  }

  /** The values that tell a row from others of its time. */
  List<@Nullable Object> identity(Map<String, @Nullable Object> row) {
    List<@Nullable Object> values = new ArrayList<>(identity.size());
    for (String column : identity) {
      values.add(row.get(column));
    }
    return values;
  }
}
