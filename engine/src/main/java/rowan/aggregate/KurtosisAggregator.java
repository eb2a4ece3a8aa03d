package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The excess kurtosis of numbers, of the population: {@code m4/(m2*m2)-3}, each central moment from
 * exact sums and rounded once. Null when m2 is zero. NaN when a number is NaN or infinite.
 */
public record KurtosisAggregator(PowerSums sums) implements PowerSumsAggregator {

  /** The excess kurtosis of one number. */
  public KurtosisAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 4));
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public void finish(PowerSums.State state, long asOf, Result result) {
    double m2 = sums.variance(state, false);
    if (m2 == 0) {
      result.setNull();
      return;
    }
    double m4 = sums.centralMoment(state, 4);
    result.setDouble(m4 / (m2 * m2) - 3);
  }

  @Override
  public boolean mayBeUndefined() {
    return true;
  }
}
