package rowan.aggregate;

import java.io.Serializable;
import java.util.Arrays;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * About the value below which a share q of the numbers lies: within a relative error of the exact
 * one of rank {@code floor(q (n-1))}. Numbers are counted in buckets whose bounds are powers of
 * {@code (1+e)/(1-e)}, for both signs; zeros, infinities and NaN (the greatest) have buckets of
 * their own (DDSketch: Masson, Rim, Lee 2019, but without collapsing buckets). Because buckets only
 * count, numbers can be taken back. With e = 0.01 the numbers from 0.01 to 10,000 fill at most 691
 * buckets of 12 bytes. Subnormal numbers have larger errors.
 */
public record ApproxQuantileAggregator(Type input, double share, double relativeError)
    implements EvictingAggregator<ApproxQuantileAggregator.State> {

  /** The bucket of 1.0; further than any number's logarithm from the other buckets. */
  private static final int ONE = 1 << 30;

  private static final int POSITIVE_INFINITY = Integer.MAX_VALUE - 1;
  private static final int NAN = Integer.MAX_VALUE;

  /** The counts of buckets that are not empty, in the order of their numbers. */
  public static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private int[] buckets = new int[8];
    private long[] counts = new long[8];
    private int size;
    private long all;

    private void add(int bucket, long count) {
      all += count;
      int found = Arrays.binarySearch(buckets, 0, size, bucket);
      if (found >= 0) {
        counts[found] += count;
        return;
      }
      if (size == buckets.length) {
        buckets = Arrays.copyOf(buckets, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
      }
      move(~found, ~found + 1);
      buckets[~found] = bucket;
      counts[~found] = count;
      size++;
    }

    private void subtractOne(int bucket) {
      all--;
      int at = Arrays.binarySearch(buckets, 0, size, bucket);
      if (--counts[at] == 0) {
        move(at + 1, at);
        size--;
      }
    }

    private void move(int from, int to) {
      System.arraycopy(buckets, from, buckets, to, size - from);
      System.arraycopy(counts, from, counts, to, size - from);
    }

    /** The bucket of the number that so many others precede. */
    private int bucketAt(long rank) {
      long before = 0;
      int at = 0;
      while (before + counts[at] <= rank) {
        before += counts[at++];
      }
      return buckets[at];
    }
  }

  /** A quantile of one number. */
  public ApproxQuantileAggregator(Arguments arguments) {
    this(Operands.number(arguments), Operands.share(arguments), Operands.relativeError(arguments));
  }

  /** What all quantiles of the same numbers share. */
  private record Buckets(Type input, double relativeError) {}

  @Override
  public Object algorithm() {
    return new Buckets(input, relativeError);
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
    state.add(bucket(QuantileAggregator.number(input, event)), 1);
  }

  @Override
  public void evict(State state, Event oldest) {
    state.subtractOne(bucket(QuantileAggregator.number(input, oldest)));
  }

  @Override
  public State merge(State earlier, State later) {
    State both = new State();
    for (int i = 0; i < earlier.size; i++) {
      both.add(earlier.buckets[i], earlier.counts[i]);
    }
    for (int i = 0; i < later.size; i++) {
      both.add(later.buckets[i], later.counts[i]);
    }
    return both;
  }

  @Override
  public void finish(State state, long asOf, Result result) {
    result.setDouble(quantile(state, share));
  }

  /** About the value below which a share of the numbers lies. */
  double quantile(State state, double below) {
    return value(state.bucketAt((long) (below * (state.all - 1))));
  }

  /** The width of a bucket, as a factor. */
  private double base() {
    return (1 + relativeError) / (1 - relativeError);
  }

  private int bucket(double number) {
    if (Double.isNaN(number)) {
      return NAN;
    }
    if (number == 0) {
      return 0;
    }
    double size = Math.abs(number);
    int bucket =
        size == Double.POSITIVE_INFINITY
            ? POSITIVE_INFINITY
            : ONE + (int) StrictMath.ceil(StrictMath.log(size) / StrictMath.log(base()));
    return number < 0 ? -bucket : bucket;
  }

  private double value(int bucket) {
    if (bucket == 0 || bucket == NAN) {
      return bucket == 0 ? 0.0 : Double.NaN;
    }
    int size = Math.abs(bucket);
    double value =
        size == POSITIVE_INFINITY
            ? Double.POSITIVE_INFINITY
            // The point that is equally far, relatively, from both bounds of the bucket.
            : Math.min(
                Double.MAX_VALUE,
                StrictMath.pow(base(), size - ONE - 1) * (2 * base() / (1 + base())));
    return bucket < 0 ? -value : value;
  }
}
