package rowan.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Builds trees node by node: a split, then all of its left side, then {@link #right}, then all of
 * its right side.
 *
 * <pre>{@code
 * TreesBuilder trees = new TreesBuilder(2);
 * int split = trees.tree().split(1, 0.5);
 * trees.leaf(10);
 * trees.right(split).leaf(20);
 * }</pre>
 */
public final class TreesBuilder {

  private static final int FIRST_CAPACITY = 64;

  private final int inputs;
  private int[] feature = new int[FIRST_CAPACITY];
  private double[] value = new double[FIRST_CAPACITY];
  private int[] right = new int[FIRST_CAPACITY];
  private int nodes;
  private IntStream.Builder roots = IntStream.builder();
  private int[] categories = {};
  private IntStream.Builder missingLeft = IntStream.builder();

  /** Trees for rows of so many inputs. */
  public TreesBuilder(int inputs) {
    this.inputs = inputs;
  }

  /** Starts a tree. */
  public TreesBuilder tree() {
    roots.add(nodes);
    return this;
  }

  /**
   * A node whose left side is for inputs of at most the threshold; a missing one goes right.
   *
   * @return its place, for {@link #right}
   */
  public int split(int input, double threshold) {
    return add(input, threshold);
  }

  /**
   * A node whose left side is for inputs of at most the threshold, and for missing ones.
   *
   * @return its place, for {@link #right}
   */
  public int splitMissingLeft(int input, double threshold) {
    missingLeft.add(nodes);
    return add(input, threshold);
  }

  /**
   * A node that asks whether the input is one of some categories.
   *
   * @param listed the categories that go to one side; all others go to the other
   * @param listedGoLeft whether that one is the left
   * @return its place, for {@link #right}
   */
  public int split(int input, int[] listed, boolean listedGoLeft) {
    int list = categories.length;
    categories = Arrays.copyOf(categories, list + 2 + listed.length);
    categories[list] = listedGoLeft ? 1 : 0;
    categories[list + 1] = listed.length;
    System.arraycopy(listed, 0, categories, list + 2, listed.length);
    return add(Trees.categorical(input), list);
  }

  /** Starts the right side of a split. */
  public TreesBuilder right(int split) {
    right[split] = nodes;
    return this;
  }

  /**
   * A leaf.
   *
   * @return its place
   */
  public int leaf(double prediction) {
    return add(Trees.LEAF, prediction);
  }

  private int add(int asked, double compared) {
    if (nodes == feature.length) {
      feature = Arrays.copyOf(feature, 2 * nodes);
      value = Arrays.copyOf(value, 2 * nodes);
      right = Arrays.copyOf(right, 2 * nodes);
    }
    feature[nodes] = asked;
    value[nodes] = compared;
    return nodes++;
  }

  /**
   * The trees. The builder starts anew.
   *
   * @throws IllegalArgumentException when a side is missing
   */
  public Trees build() {
    Trees trees =
        new Trees(
            inputs,
            roots.build().toArray(),
            Arrays.copyOf(feature, nodes),
            Arrays.copyOf(value, nodes),
            Arrays.copyOf(right, nodes),
            categories,
            missingLeft.build().toArray());
    nodes = 0;
    roots = IntStream.builder();
    categories = new int[0];
    missingLeft = IntStream.builder();
    return trees;
  }
}
