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

  @Override
  public double predict(double[] inputs) {
    return link.mean(model.predict(inputs));
  }
}
