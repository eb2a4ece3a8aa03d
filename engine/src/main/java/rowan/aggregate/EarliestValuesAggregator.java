package rowan.aggregate;

import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that finishes {@link EarliestValues}. */
interface EarliestValuesAggregator extends EvictingAggregator<EarliestValues.State> {

  EarliestValues values();

  /** The type of the values. */
  Type input();

  @Override
  default EarliestValues.State create() {
    return new EarliestValues.State();
  }

  @Override
  default void add(EarliestValues.State state, Event event) {
    values().add(state, event.valueAt(0));
  }

  @Override
  default void evict(EarliestValues.State state, Event oldest) {
    values().evict(state);
  }

  @Override
  default void retract(EarliestValues.State state, Event newest) {
    values().retract(state);
  }

  @Override
  default EarliestValues.State merge(EarliestValues.State earlier, EarliestValues.State later) {
    return values().merge(earlier, later);
  }

  @Override
  default void write(EarliestValues.State state, ValueWriter out) {
    values().write(state, input(), out);
  }

  @Override
  default EarliestValues.State read(ValueReader in) {
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
