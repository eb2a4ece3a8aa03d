package rowan.aggregate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import rowan.type.Type;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;

/** How many events there are of each category, as a map ordered by category. */
public record HistogramAggregator(ValueCounts counts) implements ValueCountsAggregator {

  /** The counts of one category. */
  public HistogramAggregator(Arguments arguments) {
    this(new ValueCounts(Operands.category(Operands.one(arguments, "category"), "one category")));
  }

  @Override
  public Type result() {
    return new MapOf(counts.input(), Scalar.LONG, false);
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    Map<Object, Object> histogram = new TreeMap<>(counts.order());
    state.counts.forEach((category, count) -> histogram.put(category, count.count));
    result.set(Collections.unmodifiableMap(new LinkedHashMap<>(histogram)));
  }
}
