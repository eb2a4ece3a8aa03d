package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/**
 * The skewness of numbers, of the population: {@code m3/(m2*sqrt(m2))}, each central moment from
 * exact sums and rounded once. Null when m2 is zero. NaN when a number is NaN or infinite.
 */
public record SkewnessAggregator(PowerSums sums) implements PowerSumsAggregator {

  /** The skewness of one number. */
  public SkewnessAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 3));
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
    double m3 = sums.centralMoment(state, 3);
    result.setDouble(m3 / (m2 * Math.sqrt(m2)));
  }

  @Override
  public boolean mayBeUndefined() {
    return true;
  }
}
