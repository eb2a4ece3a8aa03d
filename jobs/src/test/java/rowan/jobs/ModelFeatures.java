package rowan.jobs;

import rowan.defs.fraud.Transaction;
import rowan.feature.Features;
import rowan.feature.Input;

/** A feature that needs what no text can spell. */
@Features(of = Transaction.class)
public abstract class ModelFeatures {

  /** Stands for a trained model. */
  public interface Model {
    double score(double amount);
  }

  /** A model. */
  @Input
  public abstract Model model();

  /** A weight. */
  @Input
  public abstract double weight();

  /** What the model says. */
  public static double scored(Model model, double weight, double txAmount) {
    return weight * model.score(txAmount);
  }
}
