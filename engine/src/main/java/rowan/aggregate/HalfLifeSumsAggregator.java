package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that finishes {@link HalfLifeSums}. */
interface HalfLifeSumsAggregator extends EvictingAggregator<HalfLifeSums.State> {

  HalfLifeSums sums();

  @Override
  default Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  default HalfLifeSums.State create() {
    return sums().create();
  }

  @Override
  default void add(HalfLifeSums.State state, Event event) {
    sums().add(state, event);
  }

  @Override
  default void evict(HalfLifeSums.State state, Event oldest) {
    sums().evict(state, oldest);
  }

  @Override
  default void retract(HalfLifeSums.State state, Event newest) {
    sums().retract(state, newest);
  }

  @Override
  default HalfLifeSums.State merge(HalfLifeSums.State earlier, HalfLifeSums.State later) {
    return sums().merge(earlier, later);
  }

  @Override
  default void write(HalfLifeSums.State state, ValueWriter out) {
    sums().write(state, out);
  }

  @Override
  default HalfLifeSums.State read(ValueReader in) {
    return sums().read(in);
  }

  @Override
  default Object algorithm() {
    return sums();
  }

  @Override
  default boolean dependsOnTime() {
    return true;
  }
}
