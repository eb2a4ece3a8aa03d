package rowan.defs.ltv;

import java.time.LocalDate;
import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Label;
import rowan.feature.Over;
import rowan.feature.Sum;
import rowan.feature.Tag;

/**
 * What a model of lifetime value learns to predict: the 39 weeks after the day as of which one
 * asks, as long as the holdout of Fader and Hardie. That day itself is history.
 */
@Features(of = Purchase.class)
@Over(by = "customerId", ahead = "273d")
@Tag(name = "owner", value = "ltv")
public abstract class FutureValue {

  /** What the customer will spend, in units of the currency; 0 when nothing. */
  @Label
  @Sum
  @Empty(0)
  abstract double futureSpend(double amount);

  /** How many purchases the customer will make. */
  @Label
  @Count
  abstract long futurePurchaseCount();

  /** On how many days the customer will purchase: the visits of which the published models tell. */
  @Label
  @CountDistinct
  @Empty(0)
  abstract long futurePurchaseDays(LocalDate purchaseDate);
}
