package rowan.spark.learn;

import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.model.TrainedModel;

/**
 * Trains with XGBoost (Chen and Guestrin, KDD 2016) a classifier of labels 0 and 1. It learns which
 * way to send a row at each split where an input is missing. Loaded only where XGBoost4J is.
 *
 * <p>The rows are brought to the driver and learned from there, by one thread: those of a training
 * are in one partition in any case, few enough for one process, and one thread adds up in one
 * order, so that the same rows give the same bits. XGBoost's own learner for Spark, made for Spark
 * 3.5, is not used.
 *
 * @param trees how many trees
 * @param depth how deep a tree may be
 * @param step the share of each tree that is added (eta)
 * @param leafWeight how much the rows of a leaf must weigh at least, each as much as it is still
 *     uncertain (min_child_weight)
 * @param share the share of the rows, and of the inputs, that each tree is grown from
 */
record XgboostLearner(int trees, int depth, double step, double leafWeight, double share)
    implements Learner {

  @Override
  public String toString() {
    return "%d trees, depth %d, step %s, at least a weight of %s a leaf, %d %% of rows and inputs a tree"
        .formatted(trees, depth, step, leafWeight, Math.round(100 * share));
  }

  @Override
  public TrainedModel train(Dataset<Row> examples, long seed) {
    try {
      DMatrix rows = matrix(examples);
      try {
        return train(rows, seed);
      } finally {
        rows.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot train: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw notLoaded(e);
    }
  }

  /** Its jar is there, or this class would not be, but not what its native code needs. */
  private static CheckException notLoaded(LinkageError e) {
    return failed(
        "missing-library",
        "XGBoost's native library cannot be loaded (%s). On Linux it needs libgomp, of the package libgomp1 in Debian and Ubuntu."
            .formatted(e));
  }

  private static CheckException failed(String code, String message) {
    return new CheckException(
        "Cannot train the model", List.of(Problem.at(code, "\"xgboost\"", message)));
  }

  private TrainedModel train(DMatrix rows, long seed) throws XGBoostError {
    Booster booster = XGBoost.train(rows, parameters(seed), trees, Map.of(), null, null);
    try {
      return XgboostExport.export(booster);
    } finally {
      booster.dispose();
    }
  }

  private Map<String, Object> parameters(long seed) {
    return Map.ofEntries(
        Map.entry("objective", "binary:logistic"),
        Map.entry("base_score", 0.5), // whose log odds are 0 on any platform
        Map.entry("tree_method", "hist"),
        Map.entry("max_bin", ModelFamilies.FINE_BINS),
        Map.entry("max_depth", depth),
        Map.entry("eta", step),
        Map.entry("min_child_weight", leafWeight),
        Map.entry("subsample", share),
        Map.entry("colsample_bytree", share),
        Map.entry("nthread", 1),
        Map.entry("seed", seed),
        Map.entry("verbosity", 0));
  }

  private static DMatrix matrix(Dataset<Row> examples) throws XGBoostError {
    List<Row> rows =
        examples
            .select(Examples.column(Examples.LABEL), Examples.column(Examples.INPUTS))
            .collectAsList();
    int inputs = rows.isEmpty() ? 0 : rows.get(0).<Double>getSeq(1).length();
    float[] values = new float[Math.multiplyExact(rows.size(), inputs)];
    float[] labels = new float[rows.size()];
    int next = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) rows.get(i).getDouble(0);
      for (double value : Scoring.doubles(rows.get(i).getSeq(1))) {
        values[next] = finite(value, next % inputs);
        next++;
      }
    }
    DMatrix matrix = new DMatrix(values, labels.length, inputs, Float.NaN);
    matrix.setLabel(labels);
    return matrix;
  }

  /** XGBoost refuses infinity, without saying where it is. */
  private static float finite(double value, int input) {
    float rounded = (float) value;
    if (Float.isInfinite(rounded)) {
      throw failed(
          "infinite-input",
          "Input %d of a row is %s; XGBoost takes numbers up to %s, and missing ones."
              .formatted(input + 1, value, Float.MAX_VALUE));
    }
    return rounded;
  }
}
