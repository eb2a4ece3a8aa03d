package rowan.model;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decision trees, one after the other, in flat arrays with a place for each node. A node comes
 * before its left child, which is next to it, and all that is below that; then comes the right
 * child.
 *
 * <ul>
 *   <li>{@code feature}: the input that a node asks for; {@code -1} for a leaf; {@code -2 - input}
 *       where the input is a category.
 *   <li>{@code value}: what the input is compared with; of a leaf, its prediction; of a category,
 *       where its list starts in {@code categories}.
 *   <li>{@code right}: the place of the right child, 0 for a leaf.
 *   <li>{@code categories}: lists, each of 1 when the listed categories go left and 0 when they go
 *       right, then their number, then they themselves; all others go the other way.
 *   <li>{@code missingLeft}: the places of the nodes where a missing input goes left.
 * </ul>
 *
 * <p>A row goes left when the input is at most the value; a missing input (NaN) goes right where
 * nothing else is said.
 */
public final class Trees implements Serializable {

  static final int LEAF = -1;

  private static final long serialVersionUID = 1L;
  private static final int FIRST_CATEGORY = -2;

  private final int inputs;
  private final int[] roots;
  private final int[] feature;
  private final double[] value;
  private final int[] right;
  private final int[] categories;
  private final int[] missingLeft;
  private final boolean[] isMissingLeft;

  /**
   * The arrays, which are kept.
   *
   * @param inputs how many inputs a row has
   * @param roots where each tree starts
   * @throws IllegalArgumentException when they do not describe trees
   */
  Trees(
      int inputs,
      int[] roots,
      int[] feature,
      double[] value,
      int[] right,
      int[] categories,
      int[] missingLeft) {
    this.inputs = inputs;
    this.roots = roots;
    this.feature = feature;
    this.value = value;
    this.right = right;
    this.categories = categories;
    this.missingLeft = missingLeft;
    new TreeCheck(this).check();
    this.isMissingLeft = new boolean[feature.length];
    for (int node : missingLeft) {
      isMissingLeft[node] = true;
    }
  }

  /** How many inputs a row has. */
  public int inputs() {
    return inputs;
  }

  /** How many trees there are. */
  public int count() {
    return roots.length;
  }

  /** The place of the leaf of a tree that a row falls into. */
  int leaf(int tree, double[] row) {
    int node = roots[tree];
    int asked = feature[node];
    while (asked != LEAF) {
      boolean left =
          asked >= 0 ? isLeft(node, row[asked]) : isListedLeft(node, row[categorical(asked)]);
      node = left ? node + 1 : right[node];
      asked = feature[node];
    }
    return node;
  }

  /** What the leaf of a tree predicts that a row falls into. */
  double prediction(int tree, double[] row) {
    return value[leaf(tree, row)];
  }

  private boolean isLeft(int node, double input) {
    return input <= value[node] || (Double.isNaN(input) && isMissingLeft[node]);
  }

  private boolean isListedLeft(int node, double category) {
    int list = (int) value[node];
    boolean listedGoLeft = categories[list] == 1;
    int end = list + 2 + categories[list + 1];
    for (int i = list + 2; i < end; i++) {
      if (categories[i] == category) {
        return listedGoLeft;
      }
    }
    return !listedGoLeft;
  }

  /** The input of a node that asks for a category, and back. */
  static int categorical(int input) {
    return FIRST_CATEGORY - input;
  }

  int[] roots() {
    return roots;
  }

  int[] feature() {
    return feature;
  }

  double[] value() {
    return value;
  }

  int[] right() {
    return right;
  }

  int[] categories() {
    return categories;
  }

  int[] missingLeft() {
    return missingLeft;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trees that
        && inputs == that.inputs
        && Arrays.equals(roots, that.roots)
        && Arrays.equals(feature, that.feature)
        && Arrays.equals(value, that.value)
        && Arrays.equals(right, that.right)
        && Arrays.equals(categories, that.categories)
        && Arrays.equals(missingLeft, that.missingLeft);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(feature) + Arrays.hashCode(value);
  }
}
