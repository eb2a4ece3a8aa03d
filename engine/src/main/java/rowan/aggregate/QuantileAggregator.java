package rowan.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The value below which a share q of the numbers lies, exactly: with n numbers x in ascending order
 * and {@code h = q (n-1)}, {@code x[floor h] (1-f) + x[floor h + 1] f} where f is the fraction of h
 * (type 7 of Hyndman and Fan 1996, which R, NumPy and Spark's {@code percentile} use). All numbers
 * of the window are kept in order. NaN is greatest.
 */
public record QuantileAggregator(Type input, double share)
    implements EvictingAggregator<QuantileAggregator.State> {

  private static final int INITIAL_CAPACITY = 8;

  /** The numbers of the window, in ascending order. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private double[] values;
    private int size;

    private State(int capacity) {
      values = new double[capacity];
    }

    private void add(double value) {
      int found = Arrays.binarySearch(values, 0, size, value);
      int at = found < 0 ? ~found : found;
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      System.arraycopy(values, at, values, at + 1, size - at);
      values[at] = value;
      size++;
    }

    private void remove(double value) {
      int at = Arrays.binarySearch(values, 0, size, value);
      size--;
      System.arraycopy(values, at + 1, values, at, size - at);
    }
  }

  /** A quantile of one number. */
  public QuantileAggregator(Arguments arguments) {
    this(Operands.number(arguments), Operands.share(arguments));
    Operands.require(
        arguments.evicts(),
        "keeps every number of its window, so it needs a window; use @ApproxQuantile without one");
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public State create() {
    return new State(INITIAL_CAPACITY);
  }

  @Override
  public void add(State state, Event event) {
    state.add(number(input, event));
  }

  @Override
  public void evict(State state, Event oldest) {
    state.remove(number(input, oldest));
  }

  /** The number at the first position, rounded to a double when it is a long or a decimal. */
  static double number(Type input, Event event) {
    if (Operands.isFloating(input)) {
      return event.doubleAt(0);
    }
    return Operands.isInteger(input)
        ? event.longAt(0)
        : ((BigDecimal) event.valueAt(0)).doubleValue();
  }

  @Override
  public State merge(State earlier, State later) {
    State both = new State(Math.max(INITIAL_CAPACITY, earlier.size + later.size));
    System.arraycopy(earlier.values, 0, both.values, 0, earlier.size);
    System.arraycopy(later.values, 0, both.values, earlier.size, later.size);
    both.size = earlier.size + later.size;
    Arrays.sort(both.values, 0, both.size);
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.whole(state.size);
    for (int i = 0; i < state.size; i++) {
      out.bits(Double.doubleToLongBits(state.values[i]));
    }
  }

  @Override
  public State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.add(Double.longBitsToDouble(in.bits()));
    }
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    double rank = share * (state.size - 1);
    int below = (int) rank;
    double fraction = rank - below;
    double value = state.values[below];
    double next = state.values[Math.min(below + 1, state.size - 1)];
    boolean between = fraction != 0 && value != next;
    result.setDouble(between ? value * (1 - fraction) + next * fraction : value);
  }
}
