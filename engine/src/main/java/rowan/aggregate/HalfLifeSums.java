package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.ToDoubleFunction;
import rowan.type.Micros;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The exact sums of the numbers in each half-life, counted from the epoch. The sum of half-life b
 * weighs {@code 2^-(B-b)} for a row that asks in half-life B. Weighted sums are folded in doubles,
 * newest first, so that the value does not depend on how events came together.
 *
 * @param halfLife in microseconds
 */
record HalfLifeSums(long halfLife, PowerSums sums) implements Serializable {

  /** Any weight beyond these is infinite or zero. */
  private static final long MAX_EXPONENT = 10_000;

  /** The half-lives that have events, in order. */
  static final class State {
    private final Deque<Bucket> buckets = new ArrayDeque<>(2);
  }

  /** A half-life and the sums of its numbers. */
  private record Bucket(long number, PowerSums.State sums) {}

  static HalfLifeSums of(Arguments arguments, PowerSums sums) {
    long halfLife = micros(arguments.setting("halfLife", String.class));
    Operands.require(halfLife > 0, "needs a half-life above zero");
    return new HalfLifeSums(halfLife, sums);
  }

  private static long micros(String halfLife) {
    try {
      return Micros.of(Micros.duration(halfLife));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "needs a half-life such as 7d (a whole number and d, h, m or s), not \"%s\""
              .formatted(halfLife),
          e);
    }
  }

  State create() {
    return new State();
  }

  private long number(long time) {
    return Math.floorDiv(time, halfLife);
  }

  void add(State state, Event event) {
    long number = number(event.time());
    Bucket bucket = state.buckets.peekLast();
    if (bucket == null || bucket.number != number) {
      bucket = new Bucket(number, sums.create());
      state.buckets.addLast(bucket);
    }
    sums.add(bucket.sums, event, 0);
  }

  void evict(State state, Event oldest) {
    sums.subtract(state.buckets.getFirst().sums, oldest, 0);
    if (state.buckets.getFirst().sums.count == 0) {
      state.buckets.removeFirst();
    }
  }

  void retract(State state, Event newest) {
    sums.subtract(state.buckets.getLast().sums, newest, 0);
    if (state.buckets.getLast().sums.count == 0) {
      state.buckets.removeLast();
    }
  }

  State merge(State earlier, State later) {
    State both = create();
    earlier.buckets.forEach(bucket -> append(both, bucket));
    later.buckets.forEach(bucket -> append(both, bucket));
    return both;
  }

  private void append(State state, Bucket bucket) {
    Bucket last = state.buckets.peekLast();
    PowerSums.State before = sums.create();
    if (last != null && last.number == bucket.number) {
      before = state.buckets.removeLast().sums;
    }
    state.buckets.addLast(new Bucket(bucket.number, sums.merge(before, bucket.sums)));
  }

  void write(State state, ValueWriter out) {
    out.whole(state.buckets.size());
    for (Bucket bucket : state.buckets) {
      out.whole(bucket.number);
      sums.write(bucket.sums, out);
    }
  }

  State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.buckets.addLast(new Bucket(in.whole(), sums.read(in)));
    }
    return state;
  }

  /** The weighted sum for a row that asks at a time. */
  double weightedSum(State state, long asOf) {
    return fold(state, number(asOf), sums::total);
  }

  /** The weighted count for a row that asks at a time. */
  double weightedCount(State state, long asOf) {
    return fold(state, number(asOf), sum -> sum.count);
  }

  /**
   * The weighted mean, which is the same whenever a row asks: weights are those of the last event.
   */
  double weightedMean(State state) {
    long number = state.buckets.getLast().number;
    return fold(state, number, sums::total) / fold(state, number, sum -> sum.count);
  }

  private static double fold(State state, long number, ToDoubleFunction<PowerSums.State> value) {
    double folded = 0;
    for (Iterator<Bucket> newest = state.buckets.descendingIterator(); newest.hasNext(); ) {
      Bucket bucket = newest.next();
      long exponent = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, bucket.number - number));
      folded += Math.scalb(value.applyAsDouble(bucket.sums), (int) exponent);
    }
    return folded;
  }
}
