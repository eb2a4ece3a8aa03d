package rowan.spark.learn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.spark.learn.Learners.TreeShape;

/** The kinds of models that can be trained, each with the settings that a search tries. */
public final class ModelFamilies {

  /**
   * MLlib splits at quantiles only, one for each bin. Amounts that only thieves pay are the highest
   * in a thousand: with a hundred bins no split could tell them from the rest.
   */
  static final int FINE_BINS = 1_024;

  private static final String XGBOOST = "xgboost";
  private static final String NO_XGBOOST =
      "XGBoost is not on the class path: add ml.dmlc:xgboost4j-spark_2.13, of which 3.0.4 is tested.";

  private ModelFamilies() {}

  /**
   * The names of the kinds that tell frauds from other payments; the first is the default. XGBoost
   * is one where its library is on the class path.
   */
  public static List<String> ofCards() {
    return List.copyOf(cards().keySet());
  }

  /** The names of the kinds that predict a customer's value; the first is the default. */
  public static List<String> ofCustomers() {
    return List.copyOf(customers().keySet());
  }

  static Map<String, List<Candidate>> cards() {
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    families.put(
        "random_forest",
        List.of(
            forest(0.1, new TreeShape(10, 2, FINE_BINS)),
            forest(0.1, new TreeShape(15, 1, FINE_BINS))));
    families.put(
        "boosted_trees",
        List.of(
            boosted(1, 60, new TreeShape(4, 5, FINE_BINS), 0.2),
            boosted(0.3, 100, new TreeShape(4, 5, FINE_BINS), 0.1)));
    families.put("logistic_regression", List.of(logistic(0), logistic(1e-4)));
    if (hasXgboost()) {
      families.put(
          XGBOOST,
          List.of(
              xgboost(new XgboostLearner(100, 4, 0.1, 1, 0.8)),
              xgboost(new XgboostLearner(200, 4, 0.1, 1, 0.8)),
              xgboost(new XgboostLearner(200, 5, 0.03, 1, 0.5))));
    }
    return families;
  }

  private static Candidate forest(double honest, TreeShape shape) {
    return new Candidate(
        "100 trees, %s, %s of the rows with label 0".formatted(shape, percent(honest)),
        Learners.sampled(honest, Learners.randomForestClassifier(100, shape)));
  }

  private static Candidate boosted(double honest, int trees, TreeShape shape, double step) {
    return new Candidate(
        "%d trees, %s, step %s, %s of the rows with label 0"
            .formatted(trees, shape, step, percent(honest)),
        Learners.sampled(honest, Learners.boostedTreesClassifier(trees, shape, step)));
  }

  private static Candidate logistic(double penalty) {
    return new Candidate("penalty " + penalty, Learners.logisticRegression(penalty));
  }

  private static Candidate xgboost(XgboostLearner learner) {
    return new Candidate(learner.toString(), learner);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  static Map<String, List<Candidate>> customers() {
    TreeShape shallow = new TreeShape(3, 20, 32);
    TreeShape deep = new TreeShape(7, 10, 32);
    Learner boosted = Learners.ofSquareRoots(Learners.boostedTreesRegressor(40, shallow, 0.1));
    Learner forest = Learners.ofSquareRoots(Learners.randomForestRegressor(60, deep));
    Learner stages =
        Learners.twoStages(
            Learners.boostedTreesClassifier(40, shallow, 0.1),
            Learners.ofSquareRoots(Learners.randomForestRegressor(60, deep)));
    Map<String, List<Candidate>> families = new LinkedHashMap<>();
    families.put("linear_regression", List.of(linear(0.001), linear(0.01), linear(0.1)));
    families.put(
        "boosted_trees",
        List.of(
            new Candidate("of square roots: 40 trees, %s, step 0.1".formatted(shallow), boosted)));
    families.put(
        "random_forest",
        List.of(new Candidate("of square roots: 60 trees, %s".formatted(deep), forest)));
    families.put(
        "two_stages",
        List.of(
            new Candidate(
                "boosted trees for whether there is anything, a random forest for how much",
                stages)));
    return families;
  }

  private static Candidate linear(double penalty) {
    return new Candidate(
        "of square roots: penalty " + penalty,
        Learners.ofSquareRoots(Learners.linearRegression(penalty)));
  }

  static List<Candidate> named(Map<String, List<Candidate>> families, String name) {
    check(name, families.keySet());
    return Objects.requireNonNull(families.get(name));
  }

  /**
   * Checks that a kind of model is one of those that there are.
   *
   * @throws CheckException when it is none of them, and when it needs a library that is not there
   */
  public static void check(String name, Collection<String> families) {
    if (!families.contains(name)) {
      String quoted = "\"" + name + "\"";
      String others = "It is none of %s.".formatted(String.join(", ", families));
      throw new CheckException(
          "Cannot train the model",
          List.of(
              name.equals(XGBOOST) && !hasXgboost()
                  ? Problem.at("missing-library", quoted, NO_XGBOOST)
                  : Problem.at("unknown-model", quoted, others)));
    }
  }

  /** Asked before a class is loaded that needs it. */
  private static boolean hasXgboost() {
    return ModelFamilies.class.getResource("/ml/dmlc/xgboost4j/java/XGBoost.class") != null;
  }
}
