package rowan.aggregate;

import rowan.type.Type;

/** The last value of the window, in order of time. */
public record LastAggregator(Type result) implements LatestValuesAggregator {

  private static final LatestValues ONE = new LatestValues(1);

  /** The last of one value. */
  public LastAggregator(Arguments arguments) {
    this(Operands.one(arguments, "value"));
  }

  @Override
  public LatestValues values() {
    return ONE;
  }

  @Override
  public Type input() {
    return result;
  }

  @Override
  public void finish(LatestValues.State state, long asOf, Result result) {
    ValueResult.set(result, state.values.getLast());
  }
}
