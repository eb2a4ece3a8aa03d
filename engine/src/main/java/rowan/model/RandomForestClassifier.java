package rowan.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the probability of the positive class: the share of it in the votes of trees. A tree
 * votes for both classes, as they are mixed among the training rows of the leaf that a row falls
 * into. The leaves of the trees hold the share of the positive class.
 */
public final class RandomForestClassifier implements TrainedModel {

  private static final long serialVersionUID = 1L;

  private final Trees trees;
  private final double[] negative;

  /**
   * A forest.
   *
   * @param trees the trees
   * @param negative by the place of a leaf, the share of the negative class; of other nodes 0. It
   *     is given, since one less the positive share may be another number in the last bit.
   * @throws IllegalArgumentException when there is not a share for each node
   */
  public RandomForestClassifier(Trees trees, double[] negative) {
    if (negative.length != trees.value().length) {
      throw new IllegalArgumentException(
          "negative has %d values for %d nodes".formatted(negative.length, trees.value().length));
    }
    this.trees = trees;
    this.negative = negative.clone();
  }

  @Override
  public int inputs() {
    return trees.inputs();
  }

  @Override
  public double predict(double[] inputs) {
    InputCount.check(trees.inputs(), inputs);
    double against = 0;
    double votes = 0;
    for (int tree = 0; tree < trees.count(); tree++) {
      int leaf = trees.leaf(tree, inputs);
      against += negative[leaf];
      votes += trees.value()[leaf];
    }
    return votes / (against + votes);
  }

  Trees trees() {
    return trees;
  }

  double[] negative() {
    return negative;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RandomForestClassifier that
        && trees.equals(that.trees)
        && Arrays.equals(negative, that.negative);
  }

  @Override
  public int hashCode() {
    return 31 * trees.hashCode() + Arrays.hashCode(negative);
  }
}
