package rowan.aggregate;

import java.util.List;
import rowan.type.Type;
import rowan.type.Type.ListOf;

/** The last k values of the window, in order of time, so newest last; all when there are fewer. */
public record LastKAggregator(Type input, LatestValues values) implements LatestValuesAggregator {

  /** The last of one value. */
  public LastKAggregator(Arguments arguments) {
    this(Operands.one(arguments, "value"), new LatestValues(Operands.limit(arguments)));
  }

  @Override
  public Type result() {
    return new ListOf(input, false);
  }

  @Override
  public void finish(LatestValues.State state, long asOf, Result result) {
    int more = Math.max(0, state.values.size() - values.limit());
    List<Object> last = state.values.stream().skip(more).toList();
    result.set(last);
  }
}
