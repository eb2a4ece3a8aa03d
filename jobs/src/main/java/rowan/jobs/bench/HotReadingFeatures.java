package rowan.jobs.bench;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Features;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.StdDev;
import rowan.feature.Sum;

/** Five operators over the past of a meter: a day, the whole span of the readings, and all. */
public final class HotReadingFeatures {

  private HotReadingFeatures() {}

  /** In windows. */
  @Features(of = Reading.class)
  @Over(
      by = "meterId",
      window = {"1d", "200d"},
      bounds = Bounds.CLOSED)
  public abstract static class InWindows {

    /** How many readings. */
    @Count
    abstract long readings();

    /** What they add up to. */
    @Sum
    abstract double amountSum(double amount);

    /** Their mean. */
    @Mean
    abstract double amountMean(double amount);

    /** Their standard deviation, of the population. */
    @StdDev
    abstract double amountSd(double amount);

    /** The largest. */
    @Max
    abstract double amountMax(double amount);
  }

  /** Since the beginning. */
  @Features(of = Reading.class)
  @Over(by = "meterId", bounds = Bounds.CLOSED)
  public abstract static class Ever {

    /** How many readings. */
    @Count
    abstract long readings();

    /** What they add up to. */
    @Sum
    abstract double amountSum(double amount);

    /** Their mean. */
    @Mean
    abstract double amountMean(double amount);

    /** Their standard deviation, of the population. */
    @StdDev
    abstract double amountSd(double amount);

    /** The largest. */
    @Max
    abstract double amountMax(double amount);
  }
}
