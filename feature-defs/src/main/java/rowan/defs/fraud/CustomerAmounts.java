package rowan.defs.fraud;

import rowan.feature.Features;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Quantile;
import rowan.feature.StdDev;
import rowan.feature.Tag;
import rowan.feature.Trend;

/**
 * What the customer paid in the week and the month before this payment, in units of the currency.
 * The payment itself is not in it: it shall be judged by the others, and not by itself.
 */
@Features(of = Transaction.class)
@Over(
    by = "customerId",
    window = {"7d", "30d"})
@Tag(name = "owner", value = "fraud")
public abstract class CustomerAmounts {

  /** The mean amount: where this customer's payments usually lie. */
  @Mean
  abstract double customerPastMean(double txAmount);

  /** The standard deviation of the amounts: how far from the mean is still usual. */
  @StdDev
  abstract double customerPastSd(double txAmount);

  /** The largest amount: the most that this customer was ready to pay. */
  @Max
  abstract double customerPastMax(double txAmount);

  /** The median amount: unlike the mean, one large payment does not move it. */
  @Quantile(0.5)
  abstract double customerPastMedian(double txAmount);

  /** The amount that one payment in ten exceeds: the end of the usual range, with no normal law. */
  @Quantile(0.9)
  abstract double customerPastHigh(double txAmount);

  /** How much the amounts rise, per day: a thief who is not stopped tries ever more. */
  @Trend
  abstract double customerAmountTrend(double txAmount);
}
