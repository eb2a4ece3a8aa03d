package rowan.aggregate;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * How many different values there are, counted up to a limit: memory for so many. It cannot take
 * values back.
 */
public record CountDistinctUpToAggregator(Type input, int limit)
    implements Aggregator<CountDistinctUpToAggregator.State> {

  /** Different values, up to the limit. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Set<Object> values = new HashSet<>();
  }

  /** The different ones of one value. */
  public CountDistinctUpToAggregator(Arguments arguments) {
    this(Operands.countable(arguments), Operands.limit(arguments));
  }

  @Override
  public Type result() {
    return Scalar.LONG;
  }

  @Override
  public State create() {
    return new State();
  }

  @Override
  public void add(State state, Event event) {
    if (state.values.size() < limit) {
      state.values.add(ValueCounts.key(input, event.valueAt(0)));
    }
  }

  @Override
  public State merge(State earlier, State later) {
    State both = create();
    both.values.addAll(earlier.values);
    for (Object value : later.values) {
      if (both.values.size() == limit) {
        break;
      }
      both.values.add(value);
    }
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.whole(state.values.size());
    state.values.stream()
        .sorted(new ValueCounts(input).order())
        .forEach(key -> out.value(input, ValueCounts.value(key)));
  }

  @Override
  public State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.values.add(ValueCounts.key(input, in.value(input)));
    }
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setLong(state.values.size());
  }
}
