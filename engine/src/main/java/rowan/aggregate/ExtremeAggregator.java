package rowan.aggregate;

import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that is the least or the greatest value. */
interface ExtremeAggregator extends EvictingAggregator<Maxima> {

  Extreme extreme();

  @Override
  default Type result() {
    return extreme().input();
  }

  @Override
  default Maxima create() {
    return extreme().create();
  }

  @Override
  default void add(Maxima state, Event event) {
    extreme().add(state, event);
  }

  @Override
  default void evict(Maxima state, Event oldest) {
    state.evict();
  }

  @Override
  default void retract(Maxima state, Event newest) {
    state.retract();
  }

  @Override
  default Maxima merge(Maxima earlier, Maxima later) {
    return extreme().merge(earlier, later);
  }

  @Override
  default void write(Maxima state, ValueWriter out) {
    extreme().write(state, out);
  }

  @Override
  default Maxima read(ValueReader in) {
    return extreme().read(in);
  }

  @Override
  default void finish(Maxima state, long asOf, Result result) {
    extreme().finish(state, result);
  }
}
