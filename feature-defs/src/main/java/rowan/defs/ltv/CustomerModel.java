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

  /** Recency, frequency and monetary value, as they are and as square roots. */
  @FeatureVector
  abstract double[] customerInputs(
      long purchaseDays,
      double purchaseDaysRoot,
      long purchaseCount,
      double purchaseCountRoot,
      @Nullable Double expPurchaseCount,
      @Nullable Double expPurchaseCountRoot,
      long recentPurchases,
      double recentPurchasesRoot,
      @Nullable Long activeDays,
      @Nullable Double activeDaysRoot,
      @Nullable Double daysSinceLastPurchase,
      @Nullable Double daysSinceLastPurchaseRoot,
      @Nullable Double tenureDays,
      @Nullable Double tenureDaysRoot,
      double totalSpend,
      double totalSpendRoot,
      double recentSpend,
      double recentSpendRoot,
      @Nullable Double meanAmount,
      @Nullable Double meanAmountRoot,
      long itemsBought,
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
