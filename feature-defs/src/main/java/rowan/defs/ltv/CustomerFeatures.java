package rowan.defs.ltv;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.feature.Features;
import rowan.feature.Tag;

/**
 * What a customer's purchases tell of the customer, as of a date; null where there are none yet.
 */
@Features(
    of = Customer.class,
    uses = {
      PurchaseFeatures.class,
      PurchaseHistory.class,
      RecentPurchases.class,
      FutureValue.class
    })
@Tag(name = "owner", value = "ltv")
public abstract class CustomerFeatures {

  // When.

  /** Frequency: on how many days after the first one the customer bought again. */
  public static long repeatPurchaseDays(long purchaseDays) {
    return Math.max(0, purchaseDays - 1);
  }

  /** Whether the customer bought on one day only: most of these never return. */
  public static boolean oneTimeBuyer(long purchaseDays) {
    return purchaseDays == 1;
  }

  /** The days from the first purchase to the last, 0 for a single one. */
  public static long activeDays(LocalDate firstPurchaseDate, LocalDate lastPurchaseDate) {
    return lastPurchaseDate.toEpochDay() - firstPurchaseDate.toEpochDay();
  }

  /** Tenure: the days since the first purchase, which is how long one could have bought again. */
  public static double tenureDays(long activeDays, double daysSinceLastPurchase) {
    return activeDays + daysSinceLastPurchase;
  }

  /** The mean time between days with purchases, in days; null with fewer than two such days. */
  public static @Nullable Double meanDaysBetweenPurchases(long activeDays, long purchaseDays) {
    return purchaseDays < 2 ? null : (double) activeDays / (purchaseDays - 1);
  }

  /**
   * The standard deviation of the times between days with purchases, in days, of the last 50
   * purchases: a customer who comes like clockwork is missed sooner. That of a population; null
   * with fewer than two such times.
   */
  public static @Nullable Double daysBetweenPurchasesSd(List<LocalDate> latestPurchaseDates) {
    long[] days =
        latestPurchaseDates.stream().mapToLong(LocalDate::toEpochDay).distinct().toArray();
    int gaps = days.length - 1;
    return gaps < 2 ? null : StrictMath.sqrt(varianceOfGaps(days, gaps));
  }

  /** In whole numbers up to the last division, so that nothing is lost on the way. */
  private static double varianceOfGaps(long[] days, int gaps) {
    long sum = days[gaps] - days[0];
    long squares = 0;
    for (int i = 0; i < gaps; i++) {
      long gap = days[i + 1] - days[i];
      squares += gap * gap;
    }
    return (double) (gaps * squares - sum * sum) / ((long) gaps * gaps);
  }

  /** The silence as a multiple of the mean time between purchases: above 1 the next is overdue. */
  public static double overdue(double daysSinceLastPurchase, double meanDaysBetweenPurchases) {
    return daysSinceLastPurchase / meanDaysBetweenPurchases;
  }

  /** Days with purchases per day since the first, that one included: how active on the whole. */
  public static double purchaseRate(long purchaseDays, double tenureDays) {
    return purchaseDays / (tenureDays + 1);
  }

  /** The share of all purchases that fell into the window, 0 to 1; null when there are none. */
  public static @Nullable Double shareOfPurchases(long recentPurchases, long purchaseCount) {
    return purchaseCount == 0 ? null : (double) recentPurchases / purchaseCount;
  }

  // For how much.

  /** The share of all spending that fell into the window; null when nothing was spent. */
  public static @Nullable Double shareOfSpend(double recentSpend, double totalSpend) {
    return ratio(recentSpend, totalSpend);
  }

  /** The standard deviation of the amounts as a multiple of their mean; null when that is 0. */
  public static @Nullable Double amountVariation(double amountSd, double meanAmount) {
    return ratio(amountSd, meanAmount);
  }

  /** The last amount as a multiple of the mean one; null when that is 0. */
  public static @Nullable Double lastAmountVsMean(double lastAmount, double meanAmount) {
    return ratio(lastAmount, meanAmount);
  }

  /** What the customer spent per day since the first purchase, that one included. */
  public static double spendPerDay(double totalSpend, double tenureDays) {
    return totalSpend / (tenureDays + 1);
  }

  private static @Nullable Double ratio(double part, double whole) {
    return whole == 0 ? null : part / whole;
  }
}
