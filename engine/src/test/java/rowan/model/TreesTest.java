package rowan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Against trees of objects. */
class TreesTest {

  private static final int INPUTS = 4;

  /** A tree as one would draw it. */
  private sealed interface Drawn {
    double at(double[] row);

    void add(TreesBuilder trees);
  }

  private record Leaf(double value) implements Drawn {
    @Override
    public double at(double[] row) {
      return value;
    }

    @Override
    public void add(TreesBuilder trees) {
      trees.leaf(value);
    }
  }

  private record AtMost(int input, double threshold, boolean missingLeft, Drawn left, Drawn right)
      implements Drawn {
    @Override
    public double at(double[] row) {
      boolean goesLeft = Double.isNaN(row[input]) ? missingLeft : row[input] <= threshold;
      return goesLeft ? left.at(row) : right.at(row);
    }

    @Override
    public void add(TreesBuilder trees) {
      int split =
          missingLeft ? trees.splitMissingLeft(input, threshold) : trees.split(input, threshold);
      left.add(trees);
      right.add(trees.right(split));
    }
  }

  private record OneOf(int input, int[] listed, boolean goLeft, Drawn left, Drawn right)
      implements Drawn {
    @Override
    public double at(double[] row) {
      boolean found = Arrays.stream(listed).anyMatch(category -> category == row[input]);
      return found == goLeft ? left.at(row) : right.at(row);
    }

    @Override
    public void add(TreesBuilder trees) {
      int split = trees.split(input, listed, goLeft);
      left.add(trees);
      right.add(trees.right(split));
    }
  }

  private static Drawn draw(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return new Leaf(random.nextGaussian());
    }
    Drawn left = draw(random, depth - 1);
    Drawn right = draw(random, depth - 1);
    int input = random.nextInt(INPUTS);
    return random.nextInt(4) == 0
        ? new OneOf(
            input,
            random.ints(0, 6).distinct().limit(random.nextInt(4)).toArray(),
            random.nextBoolean(),
            left,
            right)
        : new AtMost(input, random.nextInt(6), random.nextBoolean(), left, right);
  }

  private static double[] row(Random random) {
    return random
        .doubles(INPUTS)
        .map(x -> x < 0.1 ? Double.NaN : x < 0.2 ? Double.POSITIVE_INFINITY : Math.rint(12 * x) / 2)
        .toArray();
  }

  @RepeatedTest(20)
  void prediction_ofAnyTrees_isThatOfTheTreesAsDrawn(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Drawn[] drawn = new Drawn[5];
    TreesBuilder builder = new TreesBuilder(INPUTS);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = draw(random, 7);
      drawn[i].add(builder.tree());
    }
    Trees trees = builder.build();
    assertThat(trees.count()).isEqualTo(drawn.length);
    for (int i = 0; i < 300; i++) {
      double[] row = row(random);
      for (int tree = 0; tree < drawn.length; tree++) {
        assertThat(trees.prediction(tree, row))
            .as("seed %d, tree %d", repetition.getCurrentRepetition(), tree)
            .isEqualTo(drawn[tree].at(row));
      }
    }
  }

  private static Trees stump(int[] feature, double[] value, int[] right) {
    return stump(feature, value, right, new int[0]);
  }

  private static Trees stump(int[] feature, double[] value, int[] right, int[] missingLeft) {
    return new Trees(1, new int[] {0}, feature, value, right, new int[0], missingLeft);
  }

  @Test
  void trees_thatAreNone_areRefused() {
    assertRefused(
        () -> stump(new int[] {0, -1}, new double[2], new int[] {2, 0}),
        "the tree at 0 does not end");
    assertRefused(
        () -> stump(new int[] {0, -1, -1}, new double[3], new int[] {0, 0, 0}),
        "a right child is at 0, not at 2 where its place is");
    assertRefused(
        () -> stump(new int[] {1, -1, -1}, new double[3], new int[] {2, 0, 0}),
        "node 0 asks for input 1 of 1");
    assertRefused(
        () -> stump(new int[] {-1, -1}, new double[2], new int[2]), "1 nodes belong to no tree");
    assertRefused(
        () -> stump(new int[] {-2, -1, -1}, new double[3], new int[] {2, 0, 0}),
        "node 0 has no list of categories");
    assertRefused(
        () -> stump(new int[] {-1}, new double[2], new int[1]),
        "feature, value and right have different lengths");
    for (int node : new int[] {-1, 1, 3}) {
      assertRefused(
          () ->
              stump(new int[] {0, -1, -1}, new double[3], new int[] {2, 0, 0}, new int[] {0, node}),
          "missing_left names node %d, which compares no number".formatted(node));
    }
    int[] none = {};
    assertRefused(
        () ->
            new Trees(1, new int[] {1}, new int[] {-1, -1}, new double[2], new int[2], none, none),
        "tree 0 does not start at 0");
    assertRefused(
        () -> new Trees(1, none, none, new double[0], none, none, none), "there are no trees");
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void prediction_ofTooFewInputs_isRefused() {
    TreesBuilder builder = new TreesBuilder(2);
    builder.tree().leaf(1);
    assertThatThrownBy(() -> new DecisionTree(builder.build()).predict(new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The model takes 2 inputs, not 1");
  }
}
