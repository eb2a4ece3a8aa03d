package rowan.plan;

import java.util.List;
import rowan.graph.Node;
import rowan.graph.SourceTable;

/**
 * The events of a source, by a key of theirs, and what is computed from them.
 *
 * @param spine whether the rows of the spine are themselves these events, with this key: what is
 *     needed of them then is among the plan's own columns and earlier steps
 * @param by the nodes that events are grouped by, in the order of the asking row's key
 * @param columns the columns of the source to read: what {@code rowFeatures}, {@code aggregates},
 *     {@code lookups} and {@code by} need; event time, row key and availability are read anyway
 * @param rowFeatures what to compute of each event first, in order; empty when they are the spine's
 * @param aggregates the aggregates over these events
 * @param lookups the lookups of the latest of these rows
 */
public record Events(
    SourceTable source,
    boolean spine,
    List<Node> by,
    List<Node> columns,
    List<Step.RowFeatures> rowFeatures,
    List<Node> aggregates,
    List<Node> lookups) {
  public Events {
    by = List.copyOf(by);
    columns = List.copyOf(columns);
    rowFeatures = List.copyOf(rowFeatures);
    aggregates = List.copyOf(aggregates);
    lookups = List.copyOf(lookups);
  }
}
