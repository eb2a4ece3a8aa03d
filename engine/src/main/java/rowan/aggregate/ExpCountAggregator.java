package rowan.aggregate;

/**
 * The number of events, or values, which lose half their weight with every half-life ({@link
 * HalfLifeSums}).
 */
public record ExpCountAggregator(HalfLifeSums sums) implements HalfLifeSumsAggregator {

  /** The weighted count of events, or values. */
  public ExpCountAggregator(Arguments arguments) {
    this(HalfLifeSums.of(arguments, PowerSums.ONLY_COUNT));
    Operands.noneOrOne(arguments);
  }

  @Override
  public void finish(HalfLifeSums.State state, long asOf, Result result) {
    result.setDouble(sums.weightedCount(state, asOf));
  }
}
