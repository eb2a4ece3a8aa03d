package rowan.aggregate;

import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that finishes {@link PowerSums}, which operators over the same numbers share. */
interface PowerSumsAggregator extends EvictingAggregator<PowerSums.State> {

  PowerSums sums();

  @Override
  default PowerSums.State create() {
    return sums().create();
  }

  @Override
  default void add(PowerSums.State state, Event event) {
    sums().add(state, event, 0);
  }

  @Override
  default void evict(PowerSums.State state, Event oldest) {
    sums().subtract(state, oldest, 0);
  }

  @Override
  default PowerSums.State merge(PowerSums.State earlier, PowerSums.State later) {
    return sums().merge(earlier, later);
  }

  @Override
  default void write(PowerSums.State state, ValueWriter out) {
    sums().write(state, out);
  }

  @Override
  default PowerSums.State read(ValueReader in) {
    return sums().read(in);
  }

  @Override
  default Object algorithm() {
    return sums();
  }

  /** The sums of squares come with those of the numbers, and with their count. */
  @Override
  default boolean isServedBy(Aggregator<?> other) {
    return other instanceof PowerSumsAggregator more && sums().areAmong(more.sums());
  }
}
