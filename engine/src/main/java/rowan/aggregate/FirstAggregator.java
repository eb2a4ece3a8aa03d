package rowan.aggregate;

import rowan.type.Type;

/** The first value of the window, in order of time. */
public record FirstAggregator(Type result, EarliestValues values)
    implements EarliestValuesAggregator {

  /** The first of one value. */
  public FirstAggregator(Arguments arguments) {
    this(Operands.one(arguments, "value"), EarliestValues.of(arguments, 1));
  }

  @Override
  public Type input() {
    return result;
  }

  @Override
  public void finish(EarliestValues.State state, long asOf, Result result) {
    ValueResult.set(result, state.values.getFirst());
  }
}
