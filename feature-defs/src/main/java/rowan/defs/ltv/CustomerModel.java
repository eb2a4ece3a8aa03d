package rowan.defs.ltv;

import org.jspecify.annotations.Nullable;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Model;
import rowan.feature.Tag;

/**
 * What a customer will be worth in the next 39 weeks, as trained models see it. With all that this
 * uses, it is the graph {@code ltv}.
 */
@Features(
    of = Customer.class,
    uses = {
      CustomerFeatures.class,
      CustomerRoots.class,
      PurchaseHistory.class,
      RecentPurchases.class,
      FutureValue.class
    })
@Tag(name = "owner", value = "ltv")
public abstract class CustomerModel {

  /** Recency, frequency and monetary value, all as square roots. */
  @FeatureVector
  abstract double[] customerInputs(
      double purchaseDaysRoot,
      double purchaseCountRoot,
      @Nullable Double expPurchaseCountRoot,
      double recentPurchasesRoot30d,
      double recentPurchasesRoot90d,
      double recentPurchasesRoot180d,
      @Nullable Double purchaseRateRoot,
      @Nullable Double meanDaysBetweenPurchasesRoot,
      @Nullable Double activeDaysRoot,
      @Nullable Double daysSinceLastPurchaseRoot,
      @Nullable Double tenureDaysRoot,
      double totalSpendRoot,
      double recentSpendRoot30d,
      double recentSpendRoot90d,
      double recentSpendRoot180d,
      @Nullable Double meanAmountRoot,
      double itemsBoughtRoot);

  /** A model of how often customers purchase. */
  @Input
  abstract Model purchasesModel();

  /** On how many days the customer is expected to purchase. */
  @Tag(name = "label", value = "future_purchase_days_273d")
  public static double expectedPurchaseDays(Model purchasesModel, double[] customerInputs) {
    return purchasesModel.predict(customerInputs);
  }

  /** A model of how much customers spend. */
  @Input
  abstract Model spendModel();

  /** What the customer is expected to spend, in units of the currency. */
  @Tag(name = "label", value = "future_spend_273d")
  public static double expectedSpend(Model spendModel, double[] customerInputs) {
    return spendModel.predict(customerInputs);
  }
}
