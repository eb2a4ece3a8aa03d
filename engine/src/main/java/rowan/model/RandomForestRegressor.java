package rowan.model;

/**
 * Predicts the mean of what trees predict.
 *
 * @param trees the trees
 */
public record RandomForestRegressor(Trees trees) implements TrainedModel {

  @Override
  public int inputs() {
    return trees.inputs();
  }

  @Override
  public double predict(double[] inputs) {
    InputCount.check(trees.inputs(), inputs);
    double sum = trees.prediction(0, inputs);
    for (int tree = 1; tree < trees.count(); tree++) {
      sum += trees.prediction(tree, inputs);
    }
    return sum / trees.count();
  }
}
