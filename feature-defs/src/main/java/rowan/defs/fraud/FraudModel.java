package rowan.defs.fraud;

import org.jspecify.annotations.Nullable;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Model;
import rowan.feature.Tag;

/**
 * How likely a payment is a fraud, as trained models see it. With all that this uses, it is the
 * graph {@code fraud}.
 */
@Features(
    of = Transaction.class,
    uses = {
      FraudFeatures.class,
      TransactionFeatures.class,
      CustomerHistory.class,
      CustomerVelocity.class,
      CustomerAmounts.class,
      CustomerHabits.class,
      CustomerPast.class,
      CustomerAtTerminal.class,
      TerminalHistory.class,
      KnownFrauds.class
    })
@Tag(name = "owner", value = "fraud")
public abstract class FraudModel {

  /**
   * What the handbook Reproducible Machine Learning for Credit Card Fraud Detection gives to its
   * models: the amount and fourteen features.
   */
  @FeatureVector
  abstract double[] publishedInputs(
      double txAmount,
      boolean duringWeekend,
      boolean duringNight,
      long customerTxCount,
      double customerAvgAmount,
      long terminalTxCount,
      double terminalRisk);

  /** A model of the published inputs. */
  @Input
  abstract Model publishedModel();

  /** How likely the payment is a fraud, by a model of the published inputs. */
  @Tag(name = "label", value = "tx_fraud")
  @Tag(name = "group", value = "customer_id")
  public static double publishedScore(Model publishedModel, double[] publishedInputs) {
    return publishedModel.predict(publishedInputs);
  }

  /**
   * The published inputs, and what says more: the amount against what the customer usually pays,
   * this payment aside, and how long and how surely the terminal is known to be tampered with.
   */
  @FeatureVector
  abstract double[] fraudInputs(
      double txAmount,
      boolean duringWeekend,
      boolean duringNight,
      long customerTxCount,
      double customerAvgAmount,
      long terminalTxCount,
      double terminalRisk,
      boolean highAmount,
      double amountLog,
      @Nullable Double customerPastMean30d,
      @Nullable Double customerPastSd30d,
      @Nullable Double customerPastMedian,
      @Nullable Double customerPastHigh,
      @Nullable Double customerPastMax,
      @Nullable Double customerExpMeanAmount,
      @Nullable Double amountZScore,
      @Nullable Double amountVsMax,
      @Nullable Double amountVsMedian,
      @Nullable Double amountVsRecent,
      @Nullable Boolean amountAboveUsual30d,
      long customerVelocity1h,
      long customerHighAmounts,
      long customerTerminalVisits,
      double terminalSmoothedRisk,
      double terminalRiskRise,
      @Nullable Double terminalLatestRisk,
      @Nullable Double terminalDaysSinceFraud,
      @Nullable Double terminalDaysSinceFirstFraud,
      long customerFrauds,
      double customerFraudAmount,
      @Nullable Double customerDaysSinceFraud);

  /** A model of the fraud inputs. */
  @Input
  abstract Model fraudModel();

  /** How likely the payment is a fraud. */
  @Tag(name = "label", value = "tx_fraud")
  @Tag(name = "group", value = "customer_id")
  public static double fraudScore(Model fraudModel, double[] fraudInputs) {
    return fraudModel.predict(fraudInputs);
  }
}
