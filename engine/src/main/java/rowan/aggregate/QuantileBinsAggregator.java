package rowan.aggregate;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** The quantiles at equal shares, from the buckets that {@link ApproxQuantileAggregator} counts. */
public record QuantileBinsAggregator(ApproxQuantileAggregator quantiles, int bins)
    implements EvictingAggregator<ApproxQuantileAggregator.State> {

  private static final int MAX_BINS = 1000;

  /** The bins of one number. */
  public QuantileBinsAggregator(Arguments arguments) {
    this(
        new ApproxQuantileAggregator(
            Operands.number(arguments), 0, Operands.relativeError(arguments)),
        arguments.setting("value", Integer.class));
    Operands.require(
        bins >= 2 && bins <= MAX_BINS,
        "needs a number of bins from 2 to %d, not %d".formatted(MAX_BINS, bins));
  }

  @Override
  public Type result() {
    return new Type.Vector();
  }

  @Override
  public ApproxQuantileAggregator.State create() {
    return quantiles.create();
  }

  @Override
  public void add(ApproxQuantileAggregator.State state, Event event) {
    quantiles.add(state, event);
  }

  @Override
  public void evict(ApproxQuantileAggregator.State state, Event oldest) {
    quantiles.evict(state, oldest);
  }

  @Override
  public ApproxQuantileAggregator.State merge(
      ApproxQuantileAggregator.State earlier, ApproxQuantileAggregator.State later) {
    return quantiles.merge(earlier, later);
  }

  @Override
  public void write(ApproxQuantileAggregator.State state, ValueWriter out) {
    quantiles.write(state, out);
  }

  @Override
  public ApproxQuantileAggregator.State read(ValueReader in) {
    return quantiles.read(in);
  }

  @Override
  public Object algorithm() {
    return quantiles.algorithm();
  }

  @Override
  public void finish(ApproxQuantileAggregator.State state, long asOf, Result result) {
    DoubleStream cuts =
        IntStream.range(1, bins)
            .mapToDouble(i -> quantiles.quantile(state, (double) i / bins))
            .filter(cut -> !Double.isNaN(cut));
    result.set(cuts.distinct().toArray());
  }
}
