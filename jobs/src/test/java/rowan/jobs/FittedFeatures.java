package rowan.jobs;

import rowan.defs.fraud.Transaction;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Mean;
import rowan.feature.StdDev;

/** Features that need fitted values. */
@Features(of = Transaction.class)
public abstract class FittedFeatures {

  /** The usual amount. */
  @Fit
  @Mean
  abstract double amountMean(double txAmount);

  /** How much amounts differ. */
  @Fit
  @StdDev
  abstract double amountStddev(double txAmount);

  /** The amount against that of all payments. */
  public static double amountNormalized(double txAmount, double amountMean, double amountStddev) {
    return (txAmount - amountMean) / amountStddev;
  }

  /** What a model reads. */
  @FeatureVector
  abstract double[] modelInputs(double txAmount, double amountNormalized);
}
