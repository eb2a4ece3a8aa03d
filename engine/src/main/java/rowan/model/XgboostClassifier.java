package rowan.model;

/**
 * Predicts the probability of the positive class from the sum of trees that XGBoost trained with
 * the objective {@code binary:logistic}. The sum, its log odds, has XGBoost's own bits, since it is
 * of 32-bit numbers, added one by one in the order of the trees. The probability is computed from
 * it in 64 bits, where XGBoost computes it in 32 bits by an exponential of the platform: it is the
 * same but for a rounding, and scores that differ in their log odds keep differing.
 *
 * <p>XGBoost compares inputs as 32-bit numbers. A threshold of the trees is the greatest 64-bit
 * number that it would round to one below its own, so that each row takes the same way.
 *
 * @param trees the trees; each leaf holds a 32-bit number
 * @param base the log odds before the first tree
 */
public record XgboostClassifier(Trees trees, float base) implements TrainedModel {

  /**
   * Checks the trees.
   *
   * @throws IllegalArgumentException when they ask for categories, or a leaf holds no 32-bit number
   */
  public XgboostClassifier {
    for (int node = 0; node < trees.feature().length; node++) {
      double value = trees.value()[node];
      if (trees.feature()[node] < Trees.LEAF) {
        throw new IllegalArgumentException("node %d asks for categories".formatted(node));
      }
      if (trees.feature()[node] == Trees.LEAF && value != (float) value) {
        throw new IllegalArgumentException(
            "leaf %d holds %s, no 32-bit number".formatted(node, value));
      }
    }
  }

  @Override
  public int inputs() {
    return trees.inputs();
  }

  /** The log odds of the positive class for one row, with the bits of XGBoost's own margin. */
  public float margin(double[] inputs) {
    InputCount.check(trees.inputs(), inputs);
    float sum = base;
    for (int tree = 0; tree < trees.count(); tree++) {
      sum += (float) trees.prediction(tree, inputs);
    }
    return sum;
  }

  @Override
  public double predict(double[] inputs) {
    return 1 / (1 + StrictMath.exp(-margin(inputs)));
  }
}
