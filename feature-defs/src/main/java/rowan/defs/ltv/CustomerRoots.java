package rowan.defs.ltv;

import rowan.feature.Features;
import rowan.feature.Tag;

/**
 * Square roots of what counts and sums tell of a customer. Most customers have little of anything
 * and a few have very much; roots bring them close enough for one straight line to fit both.
 */
@Features(
    of = Customer.class,
    uses = {CustomerFeatures.class, PurchaseHistory.class, RecentPurchases.class})
@Tag(name = "owner", value = "ltv")
public abstract class CustomerRoots {

  /** Of the days with purchases. */
  public static double purchaseDaysRoot(long purchaseDays) {
    return StrictMath.sqrt((double) purchaseDays);
  }

  /** Of the purchases. */
  public static double purchaseCountRoot(long purchaseCount) {
    return StrictMath.sqrt((double) purchaseCount);
  }

  /** Of the purchases with half the weight after 90 days. */
  public static double expPurchaseCountRoot(double expPurchaseCount) {
    return StrictMath.sqrt(expPurchaseCount);
  }

  /** Of the purchases in the window. */
  public static double recentPurchasesRoot(long recentPurchases) {
    return StrictMath.sqrt((double) recentPurchases);
  }

  /** Of the days with purchases per day since the first. */
  public static double purchaseRateRoot(double purchaseRate) {
    return StrictMath.sqrt(purchaseRate);
  }

  /** Of the mean time between days with purchases, in days. */
  public static double meanDaysBetweenPurchasesRoot(double meanDaysBetweenPurchases) {
    return StrictMath.sqrt(meanDaysBetweenPurchases);
  }

  /** Of the days from the first purchase to the last. */
  public static double activeDaysRoot(long activeDays) {
    return StrictMath.sqrt((double) activeDays);
  }

  /** Of the days since the last purchase. */
  public static double daysSinceLastPurchaseRoot(double daysSinceLastPurchase) {
    return StrictMath.sqrt(daysSinceLastPurchase);
  }

  /** Of the days since the first purchase. */
  public static double tenureDaysRoot(double tenureDays) {
    return StrictMath.sqrt(tenureDays);
  }

  /** Of what was spent. */
  public static double totalSpendRoot(double totalSpend) {
    return StrictMath.sqrt(totalSpend);
  }

  /** Of what was spent in the window. */
  public static double recentSpendRoot(double recentSpend) {
    return StrictMath.sqrt(recentSpend);
  }

  /** Of the mean amount. */
  public static double meanAmountRoot(double meanAmount) {
    return StrictMath.sqrt(meanAmount);
  }

  /** Of the items bought. */
  public static double itemsBoughtRoot(long itemsBought) {
    return StrictMath.sqrt((double) itemsBought);
  }
}
