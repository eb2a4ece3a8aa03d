package rowan.defs.ltv;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.Empty;
import rowan.feature.Entropy;
import rowan.feature.ExpCount;
import rowan.feature.ExpMean;
import rowan.feature.Features;
import rowan.feature.First;
import rowan.feature.Last;
import rowan.feature.LastK;
import rowan.feature.Max;
import rowan.feature.Mean;
import rowan.feature.MostFrequent;
import rowan.feature.Over;
import rowan.feature.Ratio;
import rowan.feature.StdDev;
import rowan.feature.Sum;
import rowan.feature.Tag;
import rowan.feature.TimeSinceLast;
import rowan.feature.Trend;

/** All that a customer bought, up to and including the day as of which one asks. */
@Features(of = Purchase.class, uses = PurchaseFeatures.class)
@Over(by = "customerId", bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "ltv")
public abstract class PurchaseHistory {

  // When.

  /** How many purchases, several on one day included. */
  @Count
  abstract long purchaseCount();

  /** On how many days: two purchases on one day are one visit, delivered in two boxes. */
  @CountDistinct
  @Empty(0)
  abstract long purchaseDays(LocalDate purchaseDate);

  /** The day of the first purchase: when the customer was won. */
  @First
  abstract LocalDate firstPurchaseDate(LocalDate purchaseDate);

  /** The day of the last purchase: when the customer was last seen alive. */
  @Last
  abstract LocalDate lastPurchaseDate(LocalDate purchaseDate);

  /** Recency: the days since the last purchase. Silence is the best sign that a customer left. */
  @TimeSinceLast(unit = ChronoUnit.DAYS)
  abstract double daysSinceLastPurchase();

  /** The days of the last 50 purchases, oldest first and repeated where there were several. */
  @LastK(50)
  abstract List<LocalDate> latestPurchaseDates(LocalDate purchaseDate);

  /** How many purchases, with half the weight after 90 days: how active the customer is now. */
  @ExpCount(halfLife = "90d")
  abstract double expPurchaseCount();

  /**
   * The share of purchases made in the holiday season, 0 to 1: who buys presents comes back late.
   */
  @Ratio
  abstract double holidaySeasonShare(boolean holidaySeason);

  /** The share of purchases made at a weekend, 0 to 1. */
  @Ratio
  abstract double weekendShare(boolean weekendPurchase);

  // For how much.

  /** What all purchases cost, in units of the currency: the value so far. */
  @Sum
  @Empty(0)
  abstract double totalSpend(double amount);

  /** The mean amount of a purchase, in units of the currency: the monetary value. */
  @Mean
  abstract double meanAmount(double amount);

  /** The standard deviation of the amounts, of the purchases as a sample: null for a single one. */
  @StdDev(sample = true)
  abstract double amountSd(double amount);

  /** The largest amount, in units of the currency: what the customer can afford. */
  @Max
  abstract double largestAmount(double amount);

  /** The amount of the first purchase, in units of the currency: all that one knows of most. */
  @First
  abstract double firstAmount(double amount);

  /** The amount of the last purchase, in units of the currency. */
  @Last
  abstract double lastAmount(double amount);

  /** How much the amounts rise, per day: a customer who grows, or one who fades. */
  @Trend
  abstract double amountTrend(double amount);

  /** The mean amount with half the weight after 90 days: what the customer spends now. */
  @ExpMean(halfLife = "90d")
  abstract double expMeanAmount(double amount);

  // What.

  /** How many items were bought. */
  @Sum
  @Empty(0)
  abstract long itemsBought(int quantity);

  /** The mean number of items in a purchase: the size of the basket. */
  @Mean
  abstract double meanQuantity(int quantity);

  /** The mean over purchases of the price of an item, in units of the currency. */
  @Mean
  abstract double meanUnitPrice(double unitPrice);

  /** The tier in which the customer bought most often: bargain hunters leave for a bargain. */
  @MostFrequent
  abstract PriceTier usualPriceTier(PriceTier priceTier);

  /** How mixed the tiers are, in bits: 0 for a customer who always buys in the same one. */
  @Entropy
  abstract double priceTierEntropy(PriceTier priceTier);

  /** The share of purchases that were bulk, 0 to 1: a trader rather than a fan. */
  @Ratio
  abstract double bulkShare(boolean bulkPurchase);

  /** The share of purchases that cost nothing, 0 to 1: they say little of what will be paid. */
  @Ratio
  abstract double freeShare(boolean freePurchase);
}
