package rowan.aggregate;

import java.util.Iterator;
import rowan.type.Type;

/** The k-th last value of the window in order of time; null when there are fewer. */
public record LagAggregator(Type result, LatestValues values) implements LatestValuesAggregator {

  /** The k-th last of one value; the first is the last. */
  public LagAggregator(Arguments arguments) {
    this(Operands.one(arguments, "value"), new LatestValues(Operands.limit(arguments)));
  }

  @Override
  public Type input() {
    return result;
  }

  @Override
  public void finish(LatestValues.State state, long asOf, Result result) {
    if (state.count < values.limit()) {
      result.setNull();
      return;
    }
    Iterator<Object> latest = state.values.descendingIterator();
    for (int i = 1; i < values.limit(); i++) {
      latest.next();
    }
    ValueResult.set(result, latest.next());
  }

  @Override
  public boolean mayBeUndefined() {
    return true;
  }
}
