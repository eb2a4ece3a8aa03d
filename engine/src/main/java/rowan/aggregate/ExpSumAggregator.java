package rowan.aggregate;

/**
 * The sum of numbers that lose half their weight with every half-life, folded over exact sums per
 * half-life ({@link HalfLifeSums}).
 */
public record ExpSumAggregator(HalfLifeSums sums) implements HalfLifeSumsAggregator {

  /** The weighted sum of one number. */
  public ExpSumAggregator(Arguments arguments) {
    this(HalfLifeSums.of(arguments, new PowerSums(Operands.number(arguments), 1)));
  }

  @Override
  public void finish(HalfLifeSums.State state, long asOf, Result result) {
    result.setDouble(sums.weightedSum(state, asOf));
  }
}
