package rowan.aggregate;

import java.io.Serializable;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** How many events there are, or with a parameter, how many that have a value. */
public record CountAggregator() implements EvictingAggregator<CountAggregator.State> {

  /** A number of events. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private long count;
  }

  /** Counts events, or values. */
  public CountAggregator(Arguments arguments) {
    this();
    Operands.noneOrOne(arguments);
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
    state.count++;
  }

  @Override
  public void evict(State state, Event oldest) {
    state.count--;
  }

  @Override
  public State merge(State earlier, State later) {
    State both = new State();
    both.count = earlier.count + later.count;
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.whole(state.count);
  }

  @Override
  public State read(ValueReader in) {
    State state = new State();
    state.count = in.whole();
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setLong(state.count);
  }
}
