package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.DecisionTreeRegressor;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.model.ModelFile;
import rowan.model.TrainedModel;
import rowan.spark.TestSession;

/** Against MLlib's own predictions, bit by bit where MLlib's are the same on every machine. */
class MllibExportTest {

  private static final int INPUTS = 5;
  private static final int CATEGORY = 4;
  private static final int CATEGORIES = 7;
  private static final int ROWS = 400;
  private static final long SEED = 20_261;
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e300, -1e-300
  };

  private final SparkSession spark = TestSession.local();

  /** The last input is one of seven categories; the target is not linear in any. */
  private Dataset<Row> training(boolean classes, boolean withCategory) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] x = random.doubles(INPUTS).map(v -> 4 * v - 2).toArray();
      x[CATEGORY] = random.nextInt(CATEGORIES);
      double target = x[0] * x[1] + (x[CATEGORY] % 3) - x[2] + random.nextGaussian() / 4;
      rows.add(
          RowFactory.create(
              classes ? (target > 1 ? 1.0 : 0.0) : target,
              Vectors.dense(x),
              Math.exp(target / 3),
              (double) Math.round(Math.abs(target))));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("positive", DataTypes.DoubleType)
            .add("count", DataTypes.DoubleType);
    Dataset<Row> all = spark.createDataFrame(rows, schema).coalesce(1);
    return withCategory ? all.withColumn("features", nominal(all)) : all;
  }

  private static Column nominal(Dataset<Row> rows) {
    AttributeGroup group =
        new AttributeGroup(
            "features",
            IntStream.range(0, INPUTS)
                .mapToObj(
                    i ->
                        i == CATEGORY
                            ? NominalAttribute.defaultAttr()
                                .withName("x" + i)
                                .withNumValues(CATEGORIES)
                            : NumericAttribute.defaultAttr().withName("x" + i))
                .toArray(org.apache.spark.ml.attribute.Attribute[]::new));
    return rows.col("features").as("features", group.toMetadata());
  }

  /** Random rows, some of their values odd, or exactly where a tree splits. */
  private static List<double[]> rows(double... thresholds) {
    Random random = new Random(SEED + 1);
    return IntStream.range(0, 2_000)
        .mapToObj(
            i -> {
              double[] x = random.doubles(INPUTS).map(v -> 5 * v - 2.5).toArray();
              x[CATEGORY] = random.nextInt(CATEGORIES);
              int at = random.nextInt(INPUTS);
              if (i % 3 == 0) {
                x[at] = ODD[random.nextInt(ODD.length)];
              } else if (i % 3 == 1 && thresholds.length > 0) {
                x[at] = thresholds[random.nextInt(thresholds.length)];
              }
              return x;
            })
        .toList();
  }

  private static double[] thresholds(Stream<Node> roots) {
    return roots
        .flatMap(MllibExportTest::below)
        .filter(node -> node.split() instanceof ContinuousSplit)
        .mapToDouble(node -> ((ContinuousSplit) node.split()).threshold())
        .toArray();
  }

  private static Stream<InternalNode> below(Node node) {
    return node instanceof InternalNode split
        ? Stream.concat(
            Stream.of(split), Stream.concat(below(split.leftChild()), below(split.rightChild())))
        : Stream.empty();
  }

  private static void assertSameBits(
      TrainedModel model, List<double[]> rows, ToDoubleFunction<double[]> mllib) {
    TrainedModel read = written(model);
    assertThat(rows)
        .as("seed %d", SEED)
        .allSatisfy(
            row -> {
              assertBits(model.predict(row), mllib.applyAsDouble(row));
              assertBits(read.predict(row), mllib.applyAsDouble(row));
            });
    assertThat(rows.stream().mapToDouble(model::predict).distinct().count()).isGreaterThan(1);
  }

  private static void assertBits(double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
  }

  private static TrainedModel written(TrainedModel model) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ModelFile.write(model, file);
      return ModelFile.read(new ByteArrayInputStream(file.toByteArray()), "model.json");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static double probability(
      ProbabilisticClassificationModel<Vector, ?> model, double[] row) {
    return model.predictProbability(Vectors.dense(row)).apply(1);
  }

  /** The form in which MLlib, too, adds products in their order. */
  private static Vector sparse(double[] row) {
    return Vectors.sparse(row.length, IntStream.range(0, row.length).toArray(), row);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decisionTreeClassifier(boolean withCategory) {
    var model = new DecisionTreeClassifier().setMaxDepth(6).fit(training(true, withCategory));
    assertSameBits(
        MllibExport.export(model),
        rows(thresholds(Stream.of(model.rootNode()))),
        row -> probability(model, row));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decisionTreeRegressor(boolean withCategory) {
    var model = new DecisionTreeRegressor().setMaxDepth(6).fit(training(false, withCategory));
    assertSameBits(
        MllibExport.export(model),
        rows(thresholds(Stream.of(model.rootNode()))),
        row -> model.predict(Vectors.dense(row)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void randomForestClassifier(boolean withCategory) {
    var model =
        new RandomForestClassifier()
            .setNumTrees(12)
            .setMaxDepth(6)
            .setSeed(SEED)
            .fit(training(true, withCategory));
    assertSameBits(
        MllibExport.export(model),
        rows(thresholds(Arrays.stream(model.trees()).map(tree -> tree.rootNode()))),
        row -> probability(model, row));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void randomForestRegressor(boolean withCategory) {
    var model =
        new RandomForestRegressor()
            .setNumTrees(12)
            .setMaxDepth(6)
            .setSeed(SEED)
            .fit(training(false, withCategory));
    assertSameBits(
        MllibExport.export(model),
        rows(thresholds(Arrays.stream(model.trees()).map(tree -> tree.rootNode()))),
        row -> model.predict(Vectors.dense(row)));
  }

  /** MLlib predicts with a sum whose order depends on the machine, but trains with this one. */
  private static double inOrder(
      DecisionTreeRegressionModel[] trees, double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < trees.length; i++) {
      sum += trees[i].predict(Vectors.dense(row)) * weights[i];
    }
    return sum;
  }

  @Test
  void boostedTreesRegressor() {
    GBTRegressionModel model =
        new GBTRegressor().setMaxIter(12).setMaxDepth(4).setSeed(SEED).fit(training(false, true));
    TrainedModel exported = MllibExport.export(model);
    List<double[]> rows =
        rows(thresholds(Arrays.stream(model.trees()).map(tree -> tree.rootNode())));
    assertSameBits(exported, rows, row -> inOrder(model.trees(), model.treeWeights(), row));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(exported.predict(row))
                    .isCloseTo(model.predict(Vectors.dense(row)), within(1e-13)));
  }

  @Test
  void boostedTreesClassifier() {
    GBTClassificationModel model =
        new GBTClassifier().setMaxIter(12).setMaxDepth(4).setSeed(SEED).fit(training(true, true));
    TrainedModel exported = MllibExport.export(model);
    List<double[]> rows =
        rows(thresholds(Arrays.stream(model.trees()).map(tree -> tree.rootNode())));
    assertSameBits(
        exported,
        rows,
        row -> 1 - 1 / (1 + StrictMath.exp(2 * inOrder(model.trees(), model.treeWeights(), row))));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(exported.predict(row))
                    .isCloseTo(probability(model, row), within(1e-14)));
  }

  @Test
  void linearRegression() {
    LinearRegressionModel model = new LinearRegression().fit(training(false, false));
    assertSameBits(MllibExport.export(model), rows(), row -> model.predict(sparse(row)));
  }

  @Test
  void logisticRegression() {
    LogisticRegressionModel model = new LogisticRegression().fit(training(true, false));
    TrainedModel exported = MllibExport.export(model);
    assertSameBits(
        exported,
        rows(),
        row -> 1 - 1 / (1 + StrictMath.exp(model.predictRaw(sparse(row)).apply(1))));
    assertThat(rows())
        .filteredOn(row -> !Double.isNaN(exported.predict(row)))
        .allSatisfy(
            row ->
                assertThat(exported.predict(row))
                    .isCloseTo(probability(model, row), within(1e-14)));
  }

  @ParameterizedTest
  @CsvSource({
    "gaussian, identity",
    "gaussian, log",
    "gaussian, inverse",
    "binomial, logit",
    "binomial, cloglog",
    "poisson, log",
    "poisson, sqrt",
    "poisson, identity",
    "gamma, inverse",
    "gamma, log"
  })
  void generalizedLinearModel(String family, String link) {
    GeneralizedLinearRegressionModel model =
        new GeneralizedLinearRegression()
            .setFamily(family)
            .setLink(link)
            .setRegParam(0.1)
            .setMaxIter(5)
            .setLabelCol(
                switch (family) {
                  case "binomial" -> "label";
                  case "poisson" -> "count";
                  default -> "positive";
                })
            .fit(training(true, false));
    assertNearly(MllibExport.export(model), model);
  }

  @ParameterizedTest
  @CsvSource({"gaussian", "binomial", "poisson", "gamma"})
  void generalizedLinearModel_withTheLinkOfItsFamily(String family) {
    GeneralizedLinearRegressionModel model =
        new GeneralizedLinearRegression()
            .setFamily(family)
            .setRegParam(0.1)
            .setLabelCol(family.equals("binomial") ? "label" : "positive")
            .fit(training(true, false));
    assertNearly(MllibExport.export(model), model);
  }

  @ParameterizedTest
  @CsvSource({"1.5,", "1.5, 0", "1.2, 0.5", "0, 1", "1.7, -0.4", "2,"})
  void generalizedLinearModel_ofTweedie(double variancePower, Double linkPower) {
    var regression =
        new GeneralizedLinearRegression()
            .setFamily("tweedie")
            .setVariancePower(variancePower)
            .setRegParam(0.1)
            .setMaxIter(5)
            .setLabelCol("positive");
    if (linkPower != null) {
      regression.setLinkPower(linkPower);
    }
    GeneralizedLinearRegressionModel model = regression.fit(training(true, false));
    assertNearly(MllibExport.export(model), model);
  }

  /** MLlib takes {@code Math.exp} and {@code Math.pow}, whose last bit depends on the processor. */
  private static void assertNearly(TrainedModel exported, RegressionModel<Vector, ?> model) {
    for (double[] row : rows()) {
      double expected = model.predict(sparse(row));
      double actual = exported.predict(row);
      if (actual != expected && !(Double.isNaN(actual) && Double.isNaN(expected))) {
        assertThat(actual)
            .isCloseTo(expected, within(4 * Math.ulp(Math.max(1, Math.abs(expected)))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true"})
  void pipeline_withAScaler(boolean withMean, boolean withStd) {
    StandardScaler scaler =
        new StandardScaler()
            .setInputCol("features")
            .setOutputCol("scaled")
            .setWithMean(withMean)
            .setWithStd(withStd);
    PipelineModel pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {scaler, new LinearRegression().setFeaturesCol("scaled")})
            .fit(training(false, false));
    var model = (LinearRegressionModel) pipeline.stages()[1];
    assertSameBits(
        MllibExport.export(pipeline),
        rows(),
        row -> model.predict(sparse(scaled((StandardScalerModel) pipeline.stages()[0], row))));
  }

  private double[] scaled(StandardScalerModel scaler, double[] row) {
    double[] scaled = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      scaled[i] = scaler.getWithMean() ? row[i] - scaler.mean().apply(i) : row[i];
      scaled[i] *= scaler.getWithStd() ? 1 / scaler.std().apply(i) : 1;
    }
    return scaled;
  }

  @Test
  void pipeline_withAnotherStage_isRefused() {
    KMeans other = new KMeans().setPredictionCol("cluster");
    PipelineModel pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {other, new LinearRegression()})
            .fit(training(false, false));
    assertThatThrownBy(() -> MllibExport.export(pipeline))
        .hasMessage(
            "Cannot export the model: 1 problem\n"
                + "1. [no-counterpart] pipeline\n"
                + "   Its stages are [KMeansModel, LinearRegressionModel]; only an assembler of"
                + " columns, a standard scaler and a model can be exported, in this order.");
  }

  @Test
  void modelOfThreeClasses_isRefused() {
    Dataset<Row> three =
        training(false, false).withColumn("label", functions.expr("cast(abs(count) as int) % 3"));
    var model = new DecisionTreeClassifier().fit(three);
    assertThatThrownBy(() -> MllibExport.export(model))
        .hasMessage(
            "Cannot export the model: 1 problem\n"
                + "1. [no-counterpart] DecisionTreeClassificationModel\n"
                + "   It tells 3 classes apart; only two can be exported.");
  }

  @Test
  void multinomialRegression_isRefused() {
    var model = new LogisticRegression().setFamily("multinomial").fit(training(true, false));
    assertThatThrownBy(() -> MllibExport.export(model))
        .hasMessage(
            "Cannot export the model: 1 problem\n"
                + "1. [no-counterpart] LogisticRegressionModel\n"
                + "   It is multinomial; train it with the family binomial.");
  }

  @Test
  void probitLink_isRefused() {
    var model =
        new GeneralizedLinearRegression()
            .setFamily("binomial")
            .setLink("probit")
            .fit(training(true, false));
    assertThatThrownBy(() -> MllibExport.export(model))
        .hasMessage(
            "Cannot export the model: 1 problem\n"
                + "1. [no-counterpart] GeneralizedLinearRegressionModel\n"
                + "   Its link is probit; train it with logit or cloglog.");
  }
}
