package rowan.model;

/**
 * Predicts what the leaf of one tree says that a row falls into: a value, or the probability of the
 * positive class.
 *
 * @param trees the tree
 */
public record DecisionTree(Trees trees) implements TrainedModel {

  public DecisionTree {
    if (trees.count() != 1) {
      throw new IllegalArgumentException(
          "A decision tree is one tree, not %d".formatted(trees.count()));
    }
  }

  @Override
  public int inputs() {
    return trees.inputs();
  }

  @Override
  public double predict(double[] inputs) {
    InputCount.check(trees.inputs(), inputs);
    return trees.prediction(0, inputs);
  }
}
