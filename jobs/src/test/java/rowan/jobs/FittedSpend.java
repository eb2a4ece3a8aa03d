package rowan.jobs;

import rowan.defs.ltv.Customer;
import rowan.defs.ltv.FutureValue;
import rowan.defs.ltv.PurchaseHistory;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Input;
import rowan.feature.Mean;
import rowan.feature.Model;
import rowan.feature.Tag;

/** A score of customers whose model reads a value that is fitted on those it learns from. */
@Features(
    of = Customer.class,
    uses = {PurchaseHistory.class, FutureValue.class})
public abstract class FittedSpend {

  /** The mean of what customers spent. */
  @Fit
  @Mean
  abstract double usualSpend(double totalSpend);

  /** What the customer spent above that. */
  public static double aboveUsual(double totalSpend, double usualSpend) {
    return totalSpend - usualSpend;
  }

  /** What the model reads. */
  @FeatureVector
  abstract double[] inputs(double aboveUsual, long purchaseDays);

  /** The model. */
  @Input
  abstract Model model();

  /** What the customer will spend. */
  @Tag(name = "label", value = "future_spend_273d")
  public static double score(Model model, double[] inputs) {
    return model.predict(inputs);
  }
}
