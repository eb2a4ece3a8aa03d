package rowan.aggregate;

/**
 * The greatest value, in the order of {@link rowan.type.ValueOrder}: of doubles, NaN is greatest.
 */
public record MaxAggregator(Extreme extreme) implements ExtremeAggregator {

  /** The greatest of one value. */
  public MaxAggregator(Arguments arguments) {
    this(new Extreme(Operands.ordered(arguments), false, arguments.evicts()));
  }
}
