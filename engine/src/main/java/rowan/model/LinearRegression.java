package rowan.model;

/**
 * Predicts a weighted sum.
 *
 * @param predictor the weights
 */
public record LinearRegression(LinearPredictor predictor) implements TrainedModel {

  @Override
  public int inputs() {
    return predictor.inputs();
  }

  @Override
  public double predict(double[] inputs) {
    return predictor.at(inputs);
  }
}
