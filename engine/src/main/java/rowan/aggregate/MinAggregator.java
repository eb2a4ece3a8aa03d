package rowan.aggregate;

/** The least value, in the order of {@link rowan.type.ValueOrder}: of doubles, NaN is greatest. */
public record MinAggregator(Extreme extreme) implements ExtremeAggregator {

  /** The least of one value. */
  public MinAggregator(Arguments arguments) {
    this(new Extreme(Operands.ordered(arguments), true, arguments.evicts()));
  }
}
