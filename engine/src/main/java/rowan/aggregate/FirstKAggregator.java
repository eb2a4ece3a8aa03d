package rowan.aggregate;

import java.util.List;
import rowan.type.Type;
import rowan.type.Type.ListOf;

/** The first k values of the window, in order of time; all when there are fewer. */
public record FirstKAggregator(Type input, int limit, EarliestValues values)
    implements EarliestValuesAggregator {

  /** The first of one value. */
  public FirstKAggregator(Arguments arguments) {
    this(
        Operands.one(arguments, "value"),
        Operands.limit(arguments),
        EarliestValues.of(arguments, Operands.limit(arguments)));
  }

  @Override
  public Type result() {
    return new ListOf(input, false);
  }

  @Override
  public void finish(EarliestValues.State state, long asOf, Result result) {
    List<Object> first = state.values.stream().limit(limit).toList();
    result.set(first);
  }
}
