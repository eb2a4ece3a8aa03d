package rowan.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** An operator that gives the very values it has seen, in order: what is in the window. */
record Listing() implements EvictingAggregator<ArrayDeque<Object>> {

  @Override
  public Type result() {
    return new Type.ListOf(Type.Scalar.LONG, false);
  }

  @Override
  public ArrayDeque<Object> create() {
    return new ArrayDeque<>();
  }

  @Override
  public void add(ArrayDeque<Object> state, Event event) {
    state.addLast(event.valueAt(0));
  }

  @Override
  public void evict(ArrayDeque<Object> state, Event oldest) {
    if (!state.removeFirst().equals(oldest.valueAt(0))) {
      throw new IllegalStateException("not the oldest");
    }
  }

  @Override
  public void retract(ArrayDeque<Object> state, Event newest) {
    if (!state.removeLast().equals(newest.valueAt(0))) {
      throw new IllegalStateException("not the newest");
    }
  }

  @Override
  public ArrayDeque<Object> merge(ArrayDeque<Object> earlier, ArrayDeque<Object> later) {
    ArrayDeque<Object> both = new ArrayDeque<>(earlier);
    both.addAll(later);
    return both;
  }

  @Override
  public void write(ArrayDeque<Object> state, ValueWriter out) {
    out.value(result(), List.copyOf(state));
  }

  @Override
  public ArrayDeque<Object> read(ValueReader in) {
    return new ArrayDeque<>((List<?>) in.value(result()));
  }

  @Override
  public void finish(ArrayDeque<Object> state, long asOf, Result result) {
    result.set(List.copyOf(state));
  }

  /** The same for an operator that cannot evict. */
  record Keeping() implements Aggregator<ArrayList<Object>> {

    @Override
    public Type result() {
      return new Type.ListOf(Type.Scalar.LONG, false);
    }

    @Override
    public ArrayList<Object> create() {
      return new ArrayList<>();
    }

    @Override
    public void add(ArrayList<Object> state, Event event) {
      state.add(event.valueAt(0));
    }

    @Override
    public ArrayList<Object> merge(ArrayList<Object> earlier, ArrayList<Object> later) {
      ArrayList<Object> both = new ArrayList<>(earlier);
      both.addAll(later);
      return both;
    }

    @Override
    public void write(ArrayList<Object> state, ValueWriter out) {
      out.value(result(), state);
    }

    @Override
    public ArrayList<Object> read(ValueReader in) {
      return new ArrayList<>((List<?>) in.value(result()));
    }

    @Override
    public void finish(ArrayList<Object> state, long asOf, Result result) {
      result.set(List.copyOf(state));
    }
  }
}
