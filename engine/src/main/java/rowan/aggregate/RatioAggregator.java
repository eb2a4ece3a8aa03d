package rowan.aggregate;

import java.io.Serializable;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** The share of true among booleans, the quotient of two counts. */
public record RatioAggregator() implements EvictingAggregator<RatioAggregator.State> {

  /** How many booleans there are, and how many are true. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private long all;
    private long trues;
  }

  /** The share of true of one boolean. */
  public RatioAggregator(Arguments arguments) {
    this();
    Type input = Operands.one(arguments, "boolean");
    Operands.require(input == Scalar.BOOLEAN, "takes one boolean, not " + input.withArticle());
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public State create() {
    return new State();
  }

  @Override
  public void add(State state, Event event) {
    state.all++;
    state.trues += event.longAt(0);
  }

  @Override
  public void evict(State state, Event oldest) {
    state.all--;
    state.trues -= oldest.longAt(0);
  }

  @Override
  public State merge(State earlier, State later) {
    State both = new State();
    both.all = earlier.all + later.all;
    both.trues = earlier.trues + later.trues;
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.whole(state.all);
    out.whole(state.trues);
  }

  @Override
  public State read(ValueReader in) {
    State state = new State();
    state.all = in.whole();
    state.trues = in.whole();
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setDouble((double) state.trues / state.all);
  }
}
