package rowan.spark.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.model.TreesBuilder;
import rowan.model.XgboostClassifier;

/**
 * Turns a trained booster of XGBoost into Rowan's own form, from the JSON that XGBoost itself saves
 * ("Introduction to Model IO" in its documentation). The margin has the same bits where the base
 * score is 0.5, as of models that {@code rowan train} trains; of another one XGBoost takes the
 * logarithm of the platform, which may round otherwise. The probability is the same but for a
 * rounding, as {@link XgboostClassifier} says. Needs XGBoost4J.
 */
public final class XgboostExport {

  private static final String OBJECTIVE = "binary:logistic";
  private static final int NONE = -1;

  private final TreesBuilder trees;

  private XgboostExport(TreesBuilder trees) {
    this.trees = trees;
  }

  /**
   * The counterpart of a booster of trees for the objective {@code binary:logistic}.
   *
   * @throws CheckException when it is another booster, or its trees know categories
   */
  public static XgboostClassifier export(Booster booster) {
    try {
      return export(new ObjectMapper().readTree(booster.toByteArray("json")).get("learner"));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot write its model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no such errors
    }
  }

  private static XgboostClassifier export(JsonNode learner) {
    check("objective", learner.at("/objective/name").asText(), OBJECTIVE);
    check("booster", learner.at("/gradient_booster/name").asText(), "gbtree");
    JsonNode parameters = learner.get("learner_model_param");
    TreesBuilder trees = new TreesBuilder(parameters.get("num_feature").asInt());
    for (JsonNode tree : learner.at("/gradient_booster/model/trees")) {
      trees.tree();
      new XgboostExport(trees).add(tree, 0);
    }
    String score =
        parameters.get("base_score").asText().replaceAll("[\\[\\]]", ""); // from 3.1 on a list
    float base = Float.parseFloat(score);
    return new XgboostClassifier(trees.build(), logOdds(base));
  }

  private static void check(String what, String found, String wanted) {
    if (!found.equals(wanted)) {
      throw failed("Its %s is %s; only %s can be exported.".formatted(what, found, wanted));
    }
  }

  private static CheckException failed(String message) {
    return new CheckException(
        "Cannot export the model", List.of(Problem.at("no-counterpart", "Booster", message)));
  }

  /** As XGBoost computes it, in 32 bits but for the logarithm, which is rounded to them. */
  private static float logOdds(float probability) {
    return (float) -StrictMath.log(1 / probability - 1);
  }

  private void add(JsonNode tree, int node) {
    float condition = (float) tree.get("split_conditions").get(node).asDouble();
    int left = tree.get("left_children").get(node).asInt();
    if (left == NONE) {
      trees.leaf(condition);
      return;
    }
    if (tree.get("split_type").get(node).asInt() != 0) {
      throw failed("It splits by categories; train it on numbers.");
    }
    int input = tree.get("split_indices").get(node).asInt();
    double threshold = greatestBelow(condition);
    int split =
        tree.get("default_left").get(node).asInt() == 1
            ? trees.splitMissingLeft(input, threshold)
            : trees.split(input, threshold);
    add(tree, left);
    trees.right(split);
    add(tree, tree.get("right_children").get(node).asInt());
  }

  /**
   * The greatest 64-bit number that, rounded to 32 bits, is below a limit: half way to the 32-bit
   * number before, or next to it, for halves are rounded to the one of the two that is even.
   */
  static double greatestBelow(float limit) {
    double next = limit == Float.POSITIVE_INFINITY ? 0x1p128 : limit;
    double half = (Math.nextDown(limit) + next) / 2;
    return (float) half < limit ? half : Math.nextDown(half);
  }
}
