package rowan.graph;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;
import rowan.aggregate.WindowSpec;

/**
 * What an aggregate computes, and from which events.
 *
 * @param events the source of the events
 * @param window which events of the key are seen
 * @param by the names of the nodes that events are grouped by: columns or row features of the
 *     events' source
 * @param on what the asking row calls its key, in the order of {@code by}; names as authors spell
 *     them, which a plan resolves
 * @param empty the value, of the feature's type, when no event is seen; null when that is null
 * @param values which parameters of the method are the operator's inputs, in order
 * @param condition which parameter says whether an event is seen
 * @param label whether it looks forward, for training
 */
public record Aggregation(
    SourceTable events,
    Aggregator<?> aggregator,
    WindowSpec window,
    List<String> by,
    List<String> on,
    @Nullable Object empty,
    List<Integer> values,
    OptionalInt condition,
    boolean label) {
  public Aggregation {
    by = List.copyOf(by);
    on = List.copyOf(on);
    values = List.copyOf(values);
  }
}
