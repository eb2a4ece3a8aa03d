package rowan.spark.learn;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.tree.CategoricalSplit;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.LeafNode;
import org.apache.spark.ml.tree.Node;
import rowan.model.BoostedTrees;
import rowan.model.RandomForestClassifier;
import rowan.model.RandomForestRegressor;
import rowan.model.Trees;
import rowan.model.TreesBuilder;

/** Exports trees, node by node. */
final class TreesExport {

  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;

  private final ToDoubleFunction<LeafNode> value;
  private final TreesBuilder trees;

  private TreesExport(int inputs, ToDoubleFunction<LeafNode> value) {
    this.value = value;
    this.trees = new TreesBuilder(inputs);
  }

  /** Trees whose leaves hold what they predict. */
  static Trees predictions(int inputs, List<Node> roots) {
    return new TreesExport(inputs, LeafNode::prediction).export(roots);
  }

  /** Trees whose leaves hold the share of the positive class among their training rows. */
  static Trees shares(int inputs, List<Node> roots) {
    return shares(inputs, roots, POSITIVE);
  }

  private static Trees shares(int inputs, List<Node> roots, int label) {
    return new TreesExport(inputs, leaf -> share(leaf, label)).export(roots);
  }

  private static double share(LeafNode leaf, int label) {
    double[] counts = leaf.impurityStats().stats();
    double total = counts[NEGATIVE] + counts[POSITIVE];
    return total == 0 ? 0 : counts[label] / total;
  }

  static RandomForestClassifier forest(RandomForestClassificationModel model) {
    List<Node> roots =
        Arrays.stream(model.trees()).map(DecisionTreeClassificationModel::rootNode).toList();
    Trees positive = shares(model.numFeatures(), roots, POSITIVE);
    double[] negative = roots.stream().flatMapToDouble(TreesExport::negativeShares).toArray();
    return new RandomForestClassifier(positive, negative);
  }

  /** By node, in the order in which trees are built. */
  private static DoubleStream negativeShares(Node node) {
    if (node instanceof InternalNode split) {
      return Stream.of(
              DoubleStream.of(0),
              negativeShares(split.leftChild()),
              negativeShares(split.rightChild()))
          .flatMapToDouble(shares -> shares);
    }
    return DoubleStream.of(share((LeafNode) node, NEGATIVE));
  }

  static RandomForestRegressor forest(RandomForestRegressionModel model) {
    return new RandomForestRegressor(predictions(model.numFeatures(), roots(model.trees())));
  }

  static BoostedTrees boosted(int inputs, DecisionTreeRegressionModel[] trees, double[] weights) {
    return new BoostedTrees(predictions(inputs, roots(trees)), weights);
  }

  private static List<Node> roots(DecisionTreeRegressionModel[] trees) {
    return Arrays.stream(trees).map(DecisionTreeRegressionModel::rootNode).toList();
  }

  private Trees export(List<Node> roots) {
    for (Node root : roots) {
      trees.tree();
      add(root);
    }
    return trees.build();
  }

  private void add(Node node) {
    if (node instanceof InternalNode internal) {
      int split = split(internal);
      add(internal.leftChild());
      trees.right(split);
      add(internal.rightChild());
    } else {
      trees.leaf(value.applyAsDouble((LeafNode) node));
    }
  }

  private int split(InternalNode node) {
    if (node.split() instanceof CategoricalSplit split) {
      boolean listsLeft = split.leftCategories().length <= split.numCategories() / 2;
      double[] listed = listsLeft ? split.leftCategories() : split.rightCategories();
      int[] categories = Arrays.stream(listed).mapToInt(category -> (int) category).toArray();
      return trees.split(split.featureIndex(), categories, listsLeft);
    }
    ContinuousSplit split = (ContinuousSplit) node.split();
    return trees.split(split.featureIndex(), split.threshold());
  }
}
