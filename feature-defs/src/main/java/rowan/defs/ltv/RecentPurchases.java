package rowan.defs.ltv;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Over;
import rowan.feature.Sum;
import rowan.feature.Tag;

/**
 * What a customer bought in the last month, quarter, half-year and year, up to and including the
 * day as of which one asks.
 */
@Features(of = Purchase.class)
@Over(
    by = "customerId",
    window = {"30d", "90d", "180d", "365d"},
    bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "ltv")
public abstract class RecentPurchases {

  /** How many purchases. */
  @Count
  abstract long recentPurchases();

  /** What they cost, in units of the currency. */
  @Sum
  @Empty(0)
  abstract double recentSpend(double amount);
}
