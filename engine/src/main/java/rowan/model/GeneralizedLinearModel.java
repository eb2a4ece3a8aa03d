package rowan.model;

/**
 * Predicts the mean of a distribution: a function of a weighted sum, kept within what means of the
 * family can be.
 *
 * @param predictor the weights
 * @param family the distribution
 * @param link the function whose inverse gives the mean
 */
public record GeneralizedLinearModel(LinearPredictor predictor, Family family, Link link)
    implements TrainedModel {

  @Override
  public int inputs() {
    return predictor.inputs();
  }

  @Override
  public double predict(double[] inputs) {
    return family.within(link.mean(predictor.at(inputs)));
  }
}
