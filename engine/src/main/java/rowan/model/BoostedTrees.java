package rowan.model;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trees each of which corrects those before it: their weighted sum, added one by one in their
 * order. Spark MLlib adds in this order while it trains, and in one that depends on the processor
 * when it predicts.
 */
public final class BoostedTrees implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Trees trees;
  private final double[] weights;

  /**
   * Trees and their weights.
   *
   * @throws IllegalArgumentException when there is not a weight for each tree
   */
  public BoostedTrees(Trees trees, double[] weights) {
    if (weights.length != trees.count()) {
      throw new IllegalArgumentException(
          "weights has %d values for %d trees".formatted(weights.length, trees.count()));
    }
    this.trees = trees;
    this.weights = weights.clone();
  }

  /** The weighted sum for one row. */
  double at(double[] inputs) {
    InputCount.check(trees.inputs(), inputs);
    double sum = 0;
    for (int tree = 0; tree < weights.length; tree++) {
      sum += trees.prediction(tree, inputs) * weights[tree];
    }
    return sum;
  }

  Trees trees() {
    return trees;
  }

  double[] weights() {
    return weights;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BoostedTrees that
        && trees.equals(that.trees)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * trees.hashCode() + Arrays.hashCode(weights);
  }
}
