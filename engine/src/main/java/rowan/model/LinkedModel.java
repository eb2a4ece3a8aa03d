package rowan.model;

/**
 * Predicts what a function becomes of which another model learned: of a model of square roots, say,
 * the squares.
 *
 * @param model predicts the function of the value
 * @param link the function
 */
public record LinkedModel(TrainedModel model, Link link) implements TrainedModel {

  @Override
  public int inputs() {
    return model.inputs();
  }

  /** A root below 0, which a line may predict, is none: the value is then 0. */
  @Override
  public double predict(double[] inputs) {
    double predicted = model.predict(inputs);
    return link.mean(link.kind() == Link.Kind.SQRT ? Math.max(0, predicted) : predicted);
  }
}
