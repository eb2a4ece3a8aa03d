package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/** How many different values there are, exactly: memory for each of them. */
public record CountDistinctAggregator(ValueCounts counts) implements ValueCountsAggregator {

  /** The different ones of one value. */
  public CountDistinctAggregator(Arguments arguments) {
    this(new ValueCounts(Operands.countable(arguments)));
  }

  @Override
  public Type result() {
    return Scalar.LONG;
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    result.setLong(state.counts.size());
  }
}
