package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The mean of numbers: their exact sum divided by their count, rounded once. */
public record MeanAggregator(PowerSums sums) implements PowerSumsAggregator {

  /** The mean of one number. */
  public MeanAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 1));
  }

  @Override
  public Type result() {
    return Scalar.DOUBLE;
  }

  @Override
  public void finish(PowerSums.State state, long asOf, Result result) {
    result.setDouble(sums.mean(state));
  }
}
