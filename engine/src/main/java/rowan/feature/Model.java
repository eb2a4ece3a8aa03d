package rowan.feature;

import java.io.Serializable;

/**
 * A trained model that gives a number for one row, as an input of features:
 *
 * <pre>{@code
 * @Input abstract Model model();
 *
 * public static double fraudScore(Model model, double[] inputs) {
 *   return model.predict(inputs);
 * }
 * }</pre>
 *
 * <p>Immutable: any number of threads may ask it at once. It is serializable so that a batch job
 * can hand it to its executors.
 */
@FunctionalInterface
public interface Model extends Serializable {

  /**
   * The prediction for one row: of a classifier the probability of the positive class, otherwise
   * the predicted value.
   *
   * @param inputs the features in the order in which the model was trained on them; not kept, not
   *     changed
   * @throws IllegalArgumentException when the number of inputs is not the model's
   */
  double predict(double[] inputs);
}
