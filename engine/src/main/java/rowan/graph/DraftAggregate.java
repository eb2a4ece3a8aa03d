package rowan.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import rowan.aggregate.WindowSpec;
import rowan.type.Type;

/**
 * An aggregate of a draft: what its author wrote, which may not fit together. A checked graph has
 * an {@link Definition.Aggregate} in its place.
 *
 * @param events the source of the feature class
 * @param over the method's own, or that of its class
 * @param length how far its window reaches; empty without a window
 */
record DraftAggregate(
    Method method,
    OperatorUse operator,
    Optional<SourceTable> events,
    Optional<OverUse> over,
    Optional<String> length)
    implements DraftOperator {

  @Override
  public String kind() {
    return "aggregate";
  }

  /**
   * The window.
   *
   * @throws IllegalArgumentException when its parts do not fit
   */
  WindowSpec window() {
    return over.orElseThrow(() -> new IllegalArgumentException("There is no window"))
        .window(length);
  }

  /** Events leave a window again. */
  @Override
  public boolean evicts() {
    return window().evicts();
  }

  /** How long after its row a label is known, if what it reads is known at once. */
  Duration reach() {
    WindowSpec window = window();
    Duration length = window.length();
    return length == null ? window.delay() : window.delay().plus(length);
  }

  /**
   * What a checked graph says.
   *
   * @param by the nodes that events are grouped by
   * @param read the types of the parameters, decimals with the digits of what they are bound to: no
   *     parameter says how many it has
   */
  Definition.Aggregate checked(List<String> by, List<Type> read) {
    return new Definition.Aggregate(
        method,
        new Aggregation(
            events.orElseThrow(),
            aggregator(read),
            window(),
            by,
            over.orElseThrow().askedOn(),
            empty(),
            values(),
            condition(),
            method.label()));
  }
}
