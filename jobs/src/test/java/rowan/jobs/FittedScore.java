package rowan.jobs;

import java.util.Map;
import rowan.defs.fraud.Transaction;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Input;
import rowan.feature.Model;
import rowan.feature.Tag;
import rowan.feature.TargetMean;

/** A score whose model reads values that are fitted on what it learns from. */
@Features(of = Transaction.class, uses = FittedFeatures.class)
public abstract class FittedScore {

  /** The share of frauds, by terminal. */
  @Fit
  @TargetMean
  abstract Map<Long, Double> risks(int txFraud, long terminalId);

  /** The share of frauds at the terminal. */
  public static double risk(Map<Long, Double> risks, long terminalId) {
    return risks.getOrDefault(terminalId, 0.0);
  }

  /** What the model reads. */
  @FeatureVector
  abstract double[] inputs(double amountNormalized, double risk);

  /** The model. */
  @Input
  abstract Model model();

  /** How likely the payment is a fraud. */
  @Tag(name = "label", value = "tx_fraud")
  @Tag(name = "group", value = "customer_id")
  public static double score(Model model, double[] inputs) {
    return model.predict(inputs);
  }
}
