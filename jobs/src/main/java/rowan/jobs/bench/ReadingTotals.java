package rowan.jobs.bench;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Features;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.StdDev;
import rowan.feature.Sum;

/** The operators of {@link ReadingFeatures} since the beginning. */
@Features(of = Reading.class)
@Over(by = "meterId", bounds = Bounds.CLOSED)
public abstract class ReadingTotals {

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
