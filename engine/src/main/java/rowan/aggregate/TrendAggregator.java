package rowan.aggregate;

import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The slope of the line through numbers over time that ordinary least squares gives, per unit of
 * time: {@code (n Stx - St Sx) / (n Stt - St^2)}, from exact sums and rounded once. Null when all
 * events have one time. NaN when a number is NaN or infinite.
 */
public record TrendAggregator(PowerSums numbers, ChronoUnit unit)
    implements EvictingAggregator<TrendAggregator.State> {

  /** The exact sums of times, numbers, and their products. */
  public static final class State {
    private long count;
    private final ExactSum times;
    private final ExactSum squares;
    private final ExactSum numbers;
    private final ExactSum products;

    private State() {
      this(new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum());
    }

    private State(ExactSum times, ExactSum squares, ExactSum numbers, ExactSum products) {
      this.times = times;
      this.squares = squares;
      this.numbers = numbers;
      this.products = products;
    }

    private void add(State other) {
      count += other.count;
      times.add(other.times);
      squares.add(other.squares);
      numbers.add(other.numbers);
      products.add(other.products);
    }
  }

  /** The slope of one number. */
  public TrendAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 1), TimeUnits.unit(arguments));
  }

  @Override
  public Object algorithm() {
    return new TrendAggregator(numbers, ChronoUnit.DAYS);
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
    state.count++;
    put(state, event, 0);
  }

  @Override
  public void evict(State state, Event oldest) {
    state.count--;
    put(state, oldest, -1);
  }

  private void put(State state, Event event, long mask) {
    long time = event.time();
    state.times.put(time, mask);
    state.squares.putProduct(time, time, mask);
    Type input = numbers.input();
    if (Operands.isFloating(input)) {
      state.numbers.put(event.doubleAt(0), mask);
      state.products.putProduct(time, event.doubleAt(0), mask);
    } else if (Operands.isInteger(input)) {
      state.numbers.put(event.longAt(0), mask);
      state.products.putProduct(time, event.longAt(0), mask);
    } else {
      BigInteger unscaled = PowerSums.unscaled(event.valueAt(0));
      state.numbers.put(unscaled, mask);
      state.products.put(unscaled.multiply(BigInteger.valueOf(time)), mask);
    }
  }

  @Override
  public State merge(State earlier, State later) {
    State both = new State();
    both.add(earlier);
    both.add(later);
    return both;
  }

  @Override
  public void write(State state, ValueWriter out) {
    out.whole(state.count);
    state.times.write(out);
    state.squares.write(out);
    state.numbers.write(out);
    state.products.write(out);
  }

  @Override
  public State read(ValueReader in) {
    long count = in.whole();
    State state =
        new State(ExactSum.read(in), ExactSum.read(in), ExactSum.read(in), ExactSum.read(in));
    state.count = count;
    return state;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    BigInteger n = BigInteger.valueOf(state.count);
    BigInteger times = state.times.integerValue();
    BigInteger spread = n.multiply(state.squares.integerValue()).subtract(times.pow(2));
    if (spread.signum() == 0) {
      result.setNull();
    } else if (!state.numbers.isFinite()) {
      result.setDouble(Double.NaN);
    } else {
      result.setDouble(slope(state, n, times, spread));
    }
  }

  private double slope(State state, BigInteger n, BigInteger times, BigInteger spread) {
    int exponent = Math.min(state.numbers.exponent(), state.products.exponent());
    BigInteger sum = state.numbers.unscaled().shiftLeft(state.numbers.exponent() - exponent);
    BigInteger products = state.products.unscaled().shiftLeft(state.products.exponent() - exponent);
    BigInteger slope = n.multiply(products).subtract(times.multiply(sum));
    BigInteger perUnit = slope.multiply(BigInteger.valueOf(TimeUnits.micros(unit)));
    return Rational.round(perUnit, spread.multiply(BigInteger.TEN.pow(numbers.scale())), exponent);
  }

  @Override
  public boolean mayBeUndefined() {
    return true;
  }

  @Override
  public boolean dependsOnTime() {
    return true;
  }
}
