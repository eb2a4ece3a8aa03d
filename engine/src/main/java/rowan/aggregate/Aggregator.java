package rowan.aggregate;

import java.io.Serializable;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * Computes one value from the events of a window. It is immutable; what it has seen is in a state.
 * A class that an {@code @Operator} annotation names has a public constructor that takes {@link
 * Arguments}, and throws {@code IllegalArgumentException} when it cannot work with them; the
 * message completes "it " ("takes one number, not a String").
 *
 * <p>Where rows are fitted on several machines, states are sent as Java objects, so they are
 * serializable then.
 *
 * <p>Laws: adding events to a fresh state gives the same result however the events are cut into
 * states that are merged; {@code merge} is associative, and a fresh state is neutral.
 *
 * @param <S> the state
 */
public interface Aggregator<S> extends Serializable {

  /** The type of the value. */
  Type result();

  /** A state that has seen nothing. */
  S create();

  /** Adds an event that comes after all that the state has seen. */
  void add(S state, Event event);

  /** A state that has seen what both have; neither changes. */
  S merge(S earlier, S later);

  /** Writes a state, which stays as it is. */
  void write(S state, ValueWriter out);

  /** Reads a state that was written: one that gives the same values, and goes on alike. */
  S read(ValueReader in);

  /**
   * Gives the value of a state that has seen at least one event.
   *
   * @param asOf the time of the asking row, in microseconds since 1970-01-01T00:00:00Z
   */
  void finish(S state, long asOf, Result result);

  /**
   * Whether the value may be undefined, and the result null, though an event was seen: the slope of
   * a single point. An aggregator that gives null then must say so.
   */
  default boolean mayBeUndefined() {
    return false;
  }

  /**
   * Whether the value depends on when the events happened, on their order or on the asking row's
   * time. Only what does not can be fitted over rows that come in any order.
   */
  default boolean dependsOnTime() {
    return false;
  }

  /**
   * What makes states: aggregators with equal algorithms create, add, evict and merge alike, and
   * share one state when they see the same events.
   */
  default Object algorithm() {
    return this;
  }

  /**
   * Whether the states of another, which sees the same events, are all that this one needs to
   * finish: those of an equal algorithm, or of one that keeps more.
   */
  default boolean isServedBy(Aggregator<?> other) {
    return algorithm().equals(other.algorithm());
  }
}
