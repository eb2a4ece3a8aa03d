package rowan.model;

/**
 * Predicts the probability of the positive class from a weighted sum, its log odds.
 *
 * @param predictor the weights
 */
public record LogisticRegression(LinearPredictor predictor) implements TrainedModel {

  @Override
  public int inputs() {
    return predictor.inputs();
  }

  /** As MLlib: one less the probability of the negative class. */
  @Override
  public double predict(double[] inputs) {
    return 1 - 1 / (1 + StrictMath.exp(predictor.at(inputs)));
  }
}
