package rowan.aggregate;

/**
 * The mean of numbers that lose half their weight with every half-life: weighted sum by weighted
 * count, both folded over exact sums per half-life ({@link HalfLifeSums}).
 */
public record ExpMeanAggregator(HalfLifeSums sums) implements HalfLifeSumsAggregator {

  /** The weighted mean of one number. */
  public ExpMeanAggregator(Arguments arguments) {
    this(HalfLifeSums.of(arguments, new PowerSums(Operands.number(arguments), 1)));
  }

  @Override
  public void finish(HalfLifeSums.State state, long asOf, Result result) {
    result.setDouble(sums.weightedMean(state));
  }
}
