package rowan.jobs.bench;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Features;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.StdDev;
import rowan.feature.Sum;

/** Five operators over the past of a meter, in windows from short to long. */
@Features(of = Reading.class)
@Over(
    by = "meterId",
    window = {"1d", "8d", "30d", "100d", "200d"},
    bounds = Bounds.CLOSED)
public abstract class ReadingFeatures {

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
