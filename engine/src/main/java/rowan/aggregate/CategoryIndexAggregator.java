package rowan.aggregate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rowan.type.Type;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;

/** The places of the most frequent categories, up to a limit, as a map ordered by category. */
public record CategoryIndexAggregator(ValueCounts counts, int limit)
    implements ValueCountsAggregator {

  /** The index of one category. */
  public CategoryIndexAggregator(Arguments arguments) {
    this(
        new ValueCounts(Operands.category(Operands.one(arguments, "category"), "one category")),
        Operands.limit(arguments));
  }

  @Override
  public Type result() {
    return new MapOf(counts.input(), Scalar.INT, false);
  }

  @Override
  public void finish(ValueCounts.State state, long asOf, Result result) {
    List<Object> categories = counts.mostFrequent(state, limit);
    Map<Object, Object> places = new TreeMap<>(counts.order());
    for (int i = 0; i < categories.size(); i++) {
      places.put(categories.get(i), i);
    }
    result.set(Collections.unmodifiableMap(new LinkedHashMap<>(places)));
  }
}
