package rowan.aggregate;

import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that finishes {@link ValueCounts}, which operators over the same values share. */
interface ValueCountsAggregator extends EvictingAggregator<ValueCounts.State> {

  ValueCounts counts();

  @Override
  default ValueCounts.State create() {
    return counts().create();
  }

  @Override
  default void add(ValueCounts.State state, Event event) {
    counts().add(state, event);
  }

  @Override
  default void evict(ValueCounts.State state, Event oldest) {
    counts().subtract(state, oldest);
  }

  @Override
  default ValueCounts.State merge(ValueCounts.State earlier, ValueCounts.State later) {
    return counts().merge(earlier, later);
  }

  @Override
  default void write(ValueCounts.State state, ValueWriter out) {
    counts().write(state, out);
  }

  @Override
  default ValueCounts.State read(ValueReader in) {
    return counts().read(in);
  }

  @Override
  default Object algorithm() {
    return counts();
  }
}
