package rowan.spark.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.spark.learn.Learners.TreeShape;

/** The kinds of models that can be trained, each with the settings that a search tries. */
public final class ModelFamilies {

  private ModelFamilies() {}

  /** The names of the kinds that tell frauds from other payments; the first is the default. */
  public static List<String> ofCards() {
    return List.copyOf(cards().keySet());
  }

  /** The names of the kinds that predict a customer's value; the first is the default. */
  public static List<String> ofCustomers() {
    return List.copyOf(customers().keySet());
  }

  static Map<String, List<Candidate>> cards() {
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    families.put("boosted_trees", boostedClassifiers());
    families.put("random_forest", forestClassifiers());
    families.put("logistic_regression", logisticRegressions());
    return families;
  }

  private static List<Candidate> logisticRegressions() {
    List<Candidate> candidates = new ArrayList<>();
    for (double penalty : new double[] {0, 1e-4, 1e-3}) {
      candidates.add(new Candidate("penalty " + penalty, Learners.logisticRegression(penalty)));
    }
    return candidates;
  }

  private static List<Candidate> forestClassifiers() {
    List<Candidate> candidates = new ArrayList<>();
    for (int depth : new int[] {8, 12}) {
      candidates.add(
          new Candidate(
              "100 trees, depth %d, 256 bins, 30 %% of the honest payments".formatted(depth),
              Learners.sampled(
                  0.3,
                  Learners.randomForestClassifier(100, new TreeShape(depth, 2, 256), "auto"))));
    }
    return candidates;
  }

  private static List<Candidate> boostedClassifiers() {
    List<Candidate> candidates = new ArrayList<>();
    for (int depth : new int[] {3, 4}) {
      candidates.add(
          new Candidate(
              "60 trees, depth %d, step 0.1, 128 bins, 10 %% of the honest payments"
                  .formatted(depth),
              Learners.sampled(
                  0.1, Learners.boostedTreesClassifier(60, new TreeShape(depth, 5, 128), 0.1))));
    }
    return candidates;
  }

  static Map<String, List<Candidate>> customers() {
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    families.put(
        "boosted_trees",
        List.of(
            new Candidate(
                "60 trees, depth 3, step 0.1",
                Learners.boostedTreesRegressor(60, new TreeShape(3, 20, 64), 0.1))));
    families.put(
        "random_forest",
        List.of(
            new Candidate(
                "100 trees, depth 8",
                Learners.randomForestRegressor(100, new TreeShape(8, 20, 64)))));
    families.put(
        "two_stages",
        List.of(
            new Candidate(
                "boosted trees for whether, a random forest for how much",
                Learners.twoStages(
                    Learners.boostedTreesClassifier(40, new TreeShape(3, 20, 64), 0.1),
                    Learners.randomForestRegressor(100, new TreeShape(6, 10, 64))))));
    return families;
  }

  static List<Candidate> named(Map<String, List<Candidate>> families, String name) {
    List<Candidate> candidates = families.get(name);
    if (candidates == null) {
      throw new CheckException(
          "Cannot train the model",
          List.of(
              Problem.at(
                  "unknown-model",
                  "\"" + name + "\"",
                  "It is none of %s.".formatted(String.join(", ", families.keySet())))));
    }
    return candidates;
  }
}
