package rowan.aggregate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import rowan.type.Type;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;

/**
 * The means of a target by category, from the sums that {@link SumByAggregator} keeps, smoothed
 * with the mean of all.
 */
public record TargetMeanAggregator(SumByAggregator targets, double smoothing)
    implements EvictingAggregator<SumByAggregator.State> {

  /** The means of one target by one category, in this order. */
  public TargetMeanAggregator(Arguments arguments) {
    this(new SumByAggregator(arguments), arguments.setting("smoothing", Double.class));
    Operands.require(
        smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY,
        "needs a smoothing that is finite and not negative, not " + smoothing);
  }

  @Override
  public Type result() {
    return new MapOf(targets.category(), Scalar.DOUBLE, false);
  }

  @Override
  public SumByAggregator.State create() {
    return targets.create();
  }

  @Override
  public void add(SumByAggregator.State state, Event event) {
    targets.add(state, event);
  }

  @Override
  public void evict(SumByAggregator.State state, Event oldest) {
    targets.evict(state, oldest);
  }

  @Override
  public SumByAggregator.State merge(SumByAggregator.State earlier, SumByAggregator.State later) {
    return targets.merge(earlier, later);
  }

  @Override
  public Object algorithm() {
    return targets.algorithm();
  }

  @Override
  public void finish(SumByAggregator.State state, long asOf, Result result) {
    PowerSums sums = targets.sums();
    PowerSums.State all = sums.create();
    for (PowerSums.State one : state.sums().values()) {
      all = sums.merge(all, one);
    }
    double overall = sums.mean(all);
    Map<Object, Object> means = new TreeMap<>(ValueOrder.of(targets.category()));
    state
        .sums()
        .forEach(
            (category, sum) -> means.put(category, smoothed(sum.count, sums.mean(sum), overall)));
    result.set(Collections.unmodifiableMap(new LinkedHashMap<>(means)));
  }

  private double smoothed(long count, double mean, double overall) {
    return smoothing == 0 ? mean : (count * mean + smoothing * overall) / (count + smoothing);
  }
}
