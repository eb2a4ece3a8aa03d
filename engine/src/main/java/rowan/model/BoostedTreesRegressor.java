package rowan.model;

/**
 * Predicts the weighted sum of trees.
 *
 * @param boosted the trees
 */
public record BoostedTreesRegressor(BoostedTrees boosted) implements TrainedModel {

  @Override
  public int inputs() {
    return boosted.trees().inputs();
  }

  @Override
  public double predict(double[] inputs) {
    return boosted.at(inputs);
  }
}
