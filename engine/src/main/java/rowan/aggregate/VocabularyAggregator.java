package rowan.aggregate;

import rowan.type.Type;
import rowan.type.Type.ListOf;

/** The most frequent categories, up to a limit. */
public record VocabularyAggregator(ValueCounts counts, int limit) implements ValueCountsAggregator {

  /** The vocabulary of one category. */
  public VocabularyAggregator(Arguments arguments) {
    this(
        new ValueCounts(Operands.category(Operands.one(arguments, "category"), "one category")),
        Operands.limit(arguments));
  }

  @Override
  public Type result() {
    return new ListOf(counts.input(), false);
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    result.set(counts.mostFrequent(state, limit));
  }
}
