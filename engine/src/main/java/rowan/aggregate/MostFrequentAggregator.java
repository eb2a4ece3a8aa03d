package rowan.aggregate;

import java.util.Comparator;
import java.util.Map;
import rowan.type.Type;

/**
 * The value that occurs most often; of several such, the least in the order of {@link
 * rowan.type.ValueOrder}. Finishing looks at every different value.
 */
public record MostFrequentAggregator(ValueCounts counts) implements ValueCountsAggregator {

  /** The most frequent of one value. */
  public MostFrequentAggregator(Arguments arguments) {
    this(new ValueCounts(Operands.countable(arguments)));
  }

  @Override
  public Type result() {
    return counts.input();
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    Comparator<Object> order = counts.order();
    Object best = null;
    long most = 0;
    for (Map.Entry<Object, ValueCounts.Count> entry : state.counts.entrySet()) {
      long count = entry.getValue().count;
      if (best == null
          || count > most
          || (count == most && order.compare(entry.getKey(), best) < 0)) {
        best = entry.getKey();
        most = count;
      }
    }
    if (best == null) {
      result.setNull();
    } else {
      ValueResult.set(result, ValueCounts.value(best));
    }
  }
}
