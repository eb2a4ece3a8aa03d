package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.ListOf;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The k greatest values in descending order ({@link rowan.type.ValueOrder}), equal ones repeated;
 * all when there are fewer.
 */
public record TopKAggregator(int limit, RankedValues values)
    implements EvictingAggregator<RankedValues.State> {

  /** The greatest of one value. */
  public TopKAggregator(Arguments arguments) {
    this(Operands.limit(arguments), RankedValues.of(arguments, true));
  }

  @Override
  public Type result() {
    return new ListOf(values.input(), false);
  }

  @Override
  public RankedValues.State create() {
    return values.create();
  }

  @Override
  public void add(RankedValues.State state, Event event) {
    values.add(state, event.valueAt(0));
  }

  @Override
  public void evict(RankedValues.State state, Event oldest) {
    values.remove(state, oldest.valueAt(0));
  }

  @Override
  public RankedValues.State merge(RankedValues.State earlier, RankedValues.State later) {
    return values.merge(earlier, later);
  }

  @Override
  public void write(RankedValues.State state, ValueWriter out) {
    values.write(state, out);
  }

  @Override
  public RankedValues.State read(ValueReader in) {
    return values.read(in);
  }

  @Override
  public void finish(RankedValues.State state, long asOf, Result result) {
    result.set(state.first(limit));
  }

  @Override
  public Object algorithm() {
    return values;
  }
}
