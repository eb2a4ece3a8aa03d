package rowan.aggregate;

import java.util.Arrays;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * Shannon's entropy of the frequencies of values, in bits: the sum of {@code -p log2 p}, with p the
 * share of each value, summed from the rarest value to the most frequent ({@code StrictMath}, so
 * that it is the same everywhere). 0 when there is one value only. Finishing looks at every
 * different value.
 */
public record EntropyAggregator(ValueCounts counts) implements ValueCountsAggregator {

  private static final double LOG_2 = StrictMath.log(2);

  /** The entropy of one value. */
  public EntropyAggregator(Arguments arguments) {
    this(new ValueCounts(Operands.countable(arguments)));
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    long[] frequencies = new long[state.counts.size()];
    int i = 0;
    for (ValueCounts.Count count : state.counts.values()) {
      frequencies[i++] = count.count;
    }
    Arrays.sort(frequencies);
    double entropy = 0;
    for (long frequency : frequencies) {
      double share = (double) frequency / state.all;
      entropy -= share * (StrictMath.log(share) / LOG_2);
    }
    result.setDouble(entropy);
  }
}
