package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The standard deviation of numbers: the square root of their variance ({@link
 * VarianceAggregator}). A sample of one has none.
 */
public record StdDevAggregator(PowerSums sums, boolean sample) implements PowerSumsAggregator {

  /** The standard deviation of one number. */
  public StdDevAggregator(Arguments arguments) {
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
    result.setDouble(Math.sqrt(variance));
  }

  @Override
  public boolean mayBeUndefined() {
    return sample;
  }
}
