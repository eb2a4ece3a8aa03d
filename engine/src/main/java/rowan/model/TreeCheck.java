package rowan.model;

import java.util.Arrays;

/** Checks that flat arrays describe trees, so that no row can run in circles or out of them. */
final class TreeCheck {

  private final Trees trees;

  TreeCheck(Trees trees) {
    this.trees = trees;
  }

  void check() {
    int nodes = trees.feature().length;
    require(trees.count() > 0, "there are no trees");
    require(
        trees.value().length == nodes && trees.right().length == nodes,
        "feature, value and right have different lengths");
    int start = 0;
    for (int tree = 0; tree < trees.count(); tree++) {
      require(trees.roots()[tree] == start, "tree %d does not start at %d", tree, start);
      start = end(start);
    }
    require(start == nodes, "%d nodes belong to no tree", nodes - start);
    for (int node : trees.missingLeft()) {
      require(
          node >= 0 && node < nodes && trees.feature()[node] >= 0,
          "missing_left names node %d, which compares no number",
          node);
    }
  }

  /**
   * Where the tree ends that starts at a place. The right children that are still to come are
   * counted rather than stacked: each must be where the subtree before it ends.
   */
  private int end(int root) {
    int nodes = trees.feature().length;
    int[] waiting = new int[16];
    int depth = 0;
    int node = root;
    while (true) {
      require(node < nodes, "the tree at %d does not end", root);
      if (trees.feature()[node] != Trees.LEAF) {
        checkSplit(node);
        if (depth == waiting.length) {
          waiting = Arrays.copyOf(waiting, 2 * depth);
        }
        waiting[depth++] = trees.right()[node];
      } else if (depth == 0) {
        return node + 1;
      } else {
        depth--;
        require(
            waiting[depth] == node + 1,
            "a right child is at %d, not at %d where its place is",
            waiting[depth],
            node + 1);
      }
      node++;
    }
  }

  private void checkSplit(int node) {
    int asked = trees.feature()[node];
    int input = asked >= 0 ? asked : Trees.categorical(asked);
    require(input < trees.inputs(), "node %d asks for input %d of %d", node, input, trees.inputs());
    if (asked < 0) {
      checkList(node, trees.value()[node]);
    }
  }

  private void checkList(int node, double place) {
    int[] categories = trees.categories();
    boolean inside =
        place >= 0
            && place == (int) place
            && place + 1 < categories.length
            && categories[(int) place + 1] >= 0
            && categories[(int) place + 1] <= categories.length - (int) place - 2;
    require(inside, "node %d has no list of categories", node);
  }

  private static void require(boolean holds, String message, int... numbers) {
    if (!holds) {
      Object[] values = Arrays.stream(numbers).boxed().toArray();
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
