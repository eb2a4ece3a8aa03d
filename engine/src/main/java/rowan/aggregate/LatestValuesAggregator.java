package rowan.aggregate;

import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that finishes {@link LatestValues}. */
interface LatestValuesAggregator extends EvictingAggregator<LatestValues.State> {

  LatestValues values();

  /** The type of the values. */
  Type input();

  @Override
  default LatestValues.State create() {
    return new LatestValues.State();
  }

  @Override
  default void add(LatestValues.State state, Event event) {
    values().add(state, event.valueAt(0));
  }

  @Override
  default void evict(LatestValues.State state, Event oldest) {
    values().evict(state);
  }

  @Override
  default void retract(LatestValues.State state, Event newest) {
    values().retract(state);
  }

  @Override
  default LatestValues.State merge(LatestValues.State earlier, LatestValues.State later) {
    return values().merge(earlier, later);
  }

  @Override
  default void write(LatestValues.State state, ValueWriter out) {
    values().write(state, input(), out);
  }

  @Override
  default LatestValues.State read(ValueReader in) {
    return values().read(input(), in);
  }

  @Override
  default Object algorithm() {
    return values();
  }

  @Override
  default boolean dependsOnTime() {
    return true;
  }
}
