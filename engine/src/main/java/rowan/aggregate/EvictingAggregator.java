package rowan.aggregate;

/**
 * An aggregator that can take events back exactly: its states then are as if they had never seen
 * them, to the last bit. Only such can follow a window that is not hopping.
 *
 * @param <S> the state
 */
public interface EvictingAggregator<S> extends Aggregator<S> {

  /** Takes back the oldest event of those that the state has seen. */
  void evict(S state, Event oldest);

  /** Takes back the event that was added last. Asked at most once after an {@code add}. */
  default void retract(S state, Event newest) {
    evict(state, newest);
  }
}
