package rowan.model;

/**
 * Predicts the probability of the positive class from the weighted sum of trees, half of its log
 * odds.
 *
 * @param boosted the trees
 */
public record BoostedTreesClassifier(BoostedTrees boosted) implements TrainedModel {

  @Override
  public int inputs() {
    return boosted.trees().inputs();
  }

  /** As MLlib: one less the probability of the negative class. */
  @Override
  public double predict(double[] inputs) {
    return 1 - 1 / (1 + StrictMath.exp(2 * boosted.at(inputs)));
  }
}
