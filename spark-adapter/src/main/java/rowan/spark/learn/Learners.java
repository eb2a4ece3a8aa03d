package rowan.spark.learn;

import static rowan.spark.learn.Examples.LABEL;

import java.util.List;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.model.Link;
import rowan.model.LinkedModel;
import rowan.model.ProductOfModels;
import rowan.model.TrainedModel;

/** The learners, each with the settings that matter. */
final class Learners {

  private Learners() {}

  /**
   * Settings of trees: how deep, how few rows a leaf may have, how many values a split may take.
   */
  record TreeShape(int depth, int leafRows, int bins) {
    @Override
    public String toString() {
      return "depth %d, at least %d rows a leaf, %d bins".formatted(depth, leafRows, bins);
    }
  }

  /** What is missing takes the mean, which then neither adds to the sum nor takes from it. */
  static Learner logisticRegression(double penalty) {
    return (examples, seed) -> {
      double[] means = TrainingVectors.means(examples);
      var regression = new LogisticRegression().setRegParam(penalty).setMaxIter(200);
      var model =
          (rowan.model.LogisticRegression)
              MllibExport.export(regression.fit(TrainingVectors.filled(examples, means)));
      return new rowan.model.LogisticRegression(model.predictor().filled(means));
    };
  }

  /** What is missing takes the mean here too. */
  static Learner linearRegression(double penalty) {
    return (examples, seed) -> {
      double[] means = TrainingVectors.means(examples);
      var regression = new LinearRegression().setRegParam(penalty);
      var model =
          (rowan.model.LinearRegression)
              MllibExport.export(regression.fit(TrainingVectors.filled(examples, means)));
      return new rowan.model.LinearRegression(model.predictor().filled(means));
    };
  }

  static Learner randomForestClassifier(int trees, TreeShape shape) {
    return (examples, seed) ->
        MllibExport.export(
            new RandomForestClassifier()
                .setNumTrees(trees)
                .setMaxDepth(shape.depth())
                .setMinInstancesPerNode(shape.leafRows())
                .setMaxBins(shape.bins())
                .setMaxMemoryInMB(1_024)
                .setSeed(seed)
                .fit(TrainingVectors.forTrees(examples)));
  }

  static Learner boostedTreesClassifier(int trees, TreeShape shape, double step) {
    return (examples, seed) ->
        MllibExport.export(
            new GBTClassifier()
                .setMaxIter(trees)
                .setStepSize(step)
                .setMaxDepth(shape.depth())
                .setMinInstancesPerNode(shape.leafRows())
                .setMaxBins(shape.bins())
                .setSubsamplingRate(0.8)
                .setSeed(seed)
                .fit(TrainingVectors.forTrees(examples)));
  }

  static Learner randomForestRegressor(int trees, TreeShape shape) {
    return (examples, seed) ->
        MllibExport.export(
            new RandomForestRegressor()
                .setNumTrees(trees)
                .setMaxDepth(shape.depth())
                .setMinInstancesPerNode(shape.leafRows())
                .setMaxBins(shape.bins())
                .setFeatureSubsetStrategy("onethird")
                .setSeed(seed)
                .fit(TrainingVectors.forTrees(examples)));
  }

  static Learner boostedTreesRegressor(int trees, TreeShape shape, double step) {
    return (examples, seed) ->
        MllibExport.export(
            new GBTRegressor()
                .setMaxIter(trees)
                .setStepSize(step)
                .setMaxDepth(shape.depth())
                .setMinInstancesPerNode(shape.leafRows())
                .setMaxBins(shape.bins())
                .setSubsamplingRate(0.8)
                .setSeed(seed)
                .fit(TrainingVectors.forTrees(examples)));
  }

  /**
   * Trains on all rows with a positive label and a share of the others, of which there are many
   * more: what is learned ranks the same, though its probabilities are too high.
   */
  static Learner sampled(double share, Learner learner) {
    return (examples, seed) -> {
      Dataset<Row> kept =
          examples.where(Examples.column(LABEL).gt(0).or(functions.rand(seed).lt(share)));
      return learner.train(kept, seed);
    };
  }

  /**
   * Learns the square root of the label and predicts its square: large values, of which there are
   * few, count less, and the usual error becomes smaller.
   */
  static Learner ofSquareRoots(Learner learner) {
    return (examples, seed) ->
        new LinkedModel(
            learner.train(examples.withColumn(LABEL, functions.sqrt(Examples.column(LABEL))), seed),
            Link.of(Link.Kind.SQRT));
  }

  /** Two stages: whether there will be anything, and how much of it where there is. */
  static Learner twoStages(Learner whether, Learner howMuch) {
    return (examples, seed) -> {
      TrainedModel probability =
          whether.train(examples.withColumn(LABEL, functions.signum(Examples.column(LABEL))), seed);
      TrainedModel amount = howMuch.train(examples.where(Examples.column(LABEL).gt(0)), seed);
      return new ProductOfModels(List.of(probability, amount));
    };
  }
}
