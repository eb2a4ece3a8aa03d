package rowan.spark.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.model.BoostedTreesClassifier;
import rowan.model.BoostedTreesRegressor;
import rowan.model.DecisionTree;
import rowan.model.GeneralizedLinearModel;
import rowan.model.LinearPredictor;
import rowan.model.LinearRegression;
import rowan.model.LogisticRegression;
import rowan.model.TrainedModel;

/**
 * Turns trained MLlib models into Rowan's own form. A classifier becomes the probability of class
 * 1, as in the probability column, whatever its thresholds.
 *
 * <p>Trees and forests predict the same bits. Of the others MLlib's own last bits depend on the
 * machine: it adds products as vector instructions or a native library do, and takes {@code
 * Math.exp}, where the exported model adds them in order and takes {@code StrictMath.exp}.
 */
public final class MllibExport {

  private MllibExport() {}

  /**
   * The model of a pipeline of an assembler of columns, a standard scaler and a model, of which
   * only the last must be there; the scaler goes into a linear model.
   *
   * @throws CheckException when a stage, a class or a link has no counterpart
   */
  public static TrainedModel export(PipelineModel pipeline) {
    List<Transformer> stages =
        Arrays.stream(pipeline.stages())
            .dropWhile(stage -> stage instanceof VectorAssembler)
            .toList();
    if (stages.size() == 2 && stages.get(0) instanceof StandardScalerModel scaler) {
      return scaled(export(stages.get(1)), scaler);
    }
    if (stages.size() == 1) {
      return export(stages.get(0));
    }
    throw failed(
        "pipeline",
        "Its stages are %s; only an assembler of columns, a standard scaler and a model can be exported, in this order."
            .formatted(Stream.of(pipeline.stages()).map(MllibExport::name).toList()));
  }

  /**
   * The counterpart of a trained model.
   *
   * @throws CheckException when there is none
   */
  public static TrainedModel export(Transformer model) {
    if (model instanceof LinearRegressionModel linear) {
      return new LinearRegression(
          LinearPredictor.of(linear.coefficients().toArray(), linear.intercept()));
    }
    if (model instanceof LogisticRegressionModel logistic) {
      return logistic(logistic);
    }
    if (model instanceof GeneralizedLinearRegressionModel generalized) {
      return GeneralizedExport.of(generalized);
    }
    if (model instanceof DecisionTreeClassificationModel tree) {
      checkBinary(tree, tree.numClasses());
      return new DecisionTree(TreesExport.shares(tree.numFeatures(), List.of(tree.rootNode())));
    }
    if (model instanceof DecisionTreeRegressionModel tree) {
      return new DecisionTree(
          TreesExport.predictions(tree.numFeatures(), List.of(tree.rootNode())));
    }
    return exportEnsemble(model);
  }

  private static TrainedModel exportEnsemble(Transformer model) {
    if (model instanceof RandomForestClassificationModel forest) {
      checkBinary(forest, forest.numClasses());
      return TreesExport.forest(forest);
    }
    if (model instanceof RandomForestRegressionModel forest) {
      return TreesExport.forest(forest);
    }
    if (model instanceof GBTClassificationModel boosted) {
      return new BoostedTreesClassifier(
          TreesExport.boosted(boosted.numFeatures(), boosted.trees(), boosted.treeWeights()));
    }
    if (model instanceof GBTRegressionModel boosted) {
      return new BoostedTreesRegressor(
          TreesExport.boosted(boosted.numFeatures(), boosted.trees(), boosted.treeWeights()));
    }
    throw failed(name(model), "It has no counterpart in Rowan's form of models.");
  }

  private static LogisticRegression logistic(LogisticRegressionModel model) {
    if (model.coefficientMatrix().numRows() != 1) {
      throw failed(name(model), "It is multinomial; train it with the family binomial.");
    }
    return new LogisticRegression(
        LinearPredictor.of(model.coefficients().toArray(), model.intercept()));
  }

  private static void checkBinary(Transformer model, int classes) {
    if (classes != 2) {
      throw failed(
          name(model), "It tells %d classes apart; only two can be exported.".formatted(classes));
    }
  }

  private static TrainedModel scaled(TrainedModel model, StandardScalerModel scaler) {
    if (model instanceof LinearRegression linear) {
      return new LinearRegression(scaled(linear.predictor(), scaler));
    }
    if (model instanceof LogisticRegression logistic) {
      return new LogisticRegression(scaled(logistic.predictor(), scaler));
    }
    if (model instanceof GeneralizedLinearModel generalized) {
      return new GeneralizedLinearModel(
          scaled(generalized.predictor(), scaler), generalized.family(), generalized.link());
    }
    throw failed(
        "pipeline", "It has a scaler before trees, which need none; train them without it.");
  }

  private static LinearPredictor scaled(LinearPredictor predictor, StandardScalerModel scaler) {
    double[] shift = new double[predictor.inputs()];
    double[] scale = new double[predictor.inputs()];
    for (int i = 0; i < shift.length; i++) {
      shift[i] = scaler.getWithMean() ? scaler.mean().apply(i) : 0;
      scale[i] = scaler.getWithStd() ? inverse(scaler.std().apply(i)) : 1;
    }
    return predictor.standardized(shift, scale);
  }

  /** A column that is constant tells nothing: MLlib makes it 0. */
  private static double inverse(double deviation) {
    return deviation == 0 ? 0 : 1 / deviation;
  }

  static String name(Transformer model) {
    return model.getClass().getSimpleName();
  }

  static CheckException failed(String place, String message) {
    return new CheckException(
        "Cannot export the model", List.of(Problem.at("no-counterpart", place, message)));
  }
}
