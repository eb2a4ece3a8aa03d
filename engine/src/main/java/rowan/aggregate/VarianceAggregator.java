package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The variance of numbers: {@code (n S2 - S1^2) / n^2}, of a sample {@code / (n (n - 1))}, from
 * exact sums and rounded once. A sample of one has none. NaN when a number is NaN or infinite.
 */
public record VarianceAggregator(PowerSums sums, boolean sample) implements PowerSumsAggregator {

  /** The variance of one number. */
  public VarianceAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 2), arguments.setting("sample", Boolean.class));
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public void finish(PowerSums.State state, long asOf, Result result) {
    if (sample && state.count == 1) {
      result.setNull();
      return;
    }
    double variance = sums.variance(state, sample);
    result.setDouble(variance);
  }

  @Override
  public boolean mayBeUndefined() {
    return sample;
  }
}
