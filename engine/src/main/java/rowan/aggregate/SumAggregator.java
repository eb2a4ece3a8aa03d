package rowan.aggregate;

import rowan.type.Type;

/**
 * The exact sum of numbers ({@link ExactSum}): of ints and longs a long, of floats and doubles a
 * double that is rounded once, of decimals a decimal of 38 digits. A sum of ints or longs that does
 * not fit a long, or of decimals that has more than 38 digits, is an {@code ArithmeticException}.
 */
public record SumAggregator(PowerSums sums) implements PowerSumsAggregator {

  /** The sum of one number. */
  public SumAggregator(Arguments arguments) {
    this(new PowerSums(Operands.number(arguments), 1));
  }

  @Override
  public Type result() {
    return SumResult.type(sums.input());
  }

  @Override
  public void finish(PowerSums.State state, long asOf, Result result) {
    if (Operands.isInteger(sums.input())) {
      result.setLong(state.sum().longValueExact());
    } else if (Operands.isFloating(sums.input())) {
      result.setDouble(state.sum().doubleValue());
    } else {
      result.set(SumResult.decimal(state.sum(), sums.scale()));
    }
  }
}
