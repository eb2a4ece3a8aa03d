package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.model.ModelFile;
import rowan.model.TrainedModel;
import rowan.model.XgboostClassifier;
import rowan.spark.TestSession;

/** Against XGBoost's own predictions, bit by bit. */
class XgboostExportTest {

  private static final int INPUTS = 5;
  private static final int ROWS = 3_000;
  private static final long SEED = 20_262;

  /** Its native code needs what not every machine has. */
  @BeforeEach
  void load() throws XGBoostError {
    try {
      new DMatrix(new float[1], 1, 1, Float.NaN).dispose();
    } catch (LinkageError e) {
      abort("XGBoost's native library cannot be loaded: " + e);
    }
  }

  /** Whole quarters, so that many values are the very thresholds, thirds, and a fifth missing. */
  private static double[] row(Random random) {
    return random
        .doubles(INPUTS)
        .map(x -> x < 0.2 ? Double.NaN : x < 0.6 ? Math.rint(40 * x) / 4 - 4 : 20 * x / 3 - 8)
        .toArray();
  }

  private static List<double[]> rows(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, ROWS).mapToObj(i -> row(random)).toList();
  }

  private static float label(double[] row, Random random) {
    double known = Double.isNaN(row[0]) ? 1 : row[0] * (Double.isNaN(row[1]) ? -1 : row[1]);
    return known + (Double.isNaN(row[2]) ? 2 : 0) + random.nextGaussian() > 1 ? 1 : 0;
  }

  private static DMatrix matrix(List<double[]> rows) throws XGBoostError {
    float[] values = new float[rows.size() * INPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.get(i / INPUTS)[i % INPUTS];
    }
    return new DMatrix(values, rows.size(), INPUTS, Float.NaN);
  }

  private static Booster train(Map<String, Object> further) throws XGBoostError {
    List<double[]> rows = rows(SEED);
    Random random = new Random(SEED);
    float[] labels = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = label(rows.get(i), random);
    }
    DMatrix matrix = matrix(rows);
    matrix.setLabel(labels);
    Map<String, Object> parameters = new HashMap<>(further);
    parameters.putIfAbsent("objective", "binary:logistic");
    parameters.put("max_depth", 5);
    parameters.put("nthread", 1);
    return XGBoost.train(matrix, parameters, 30, Map.of(), null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hist", "exact"})
  void margin_isXgboostsOwn_bitForBit(String method) throws Exception {
    Booster booster = train(Map.of("tree_method", method, "base_score", 0.5));
    assertSameMargins(booster, XgboostExport.export(booster));
  }

  /** What XGBoost estimates, its log odds by a logarithm of the platform. */
  @Test
  void margin_withABaseThatWasEstimated_isXgboostsOwn() throws Exception {
    Booster booster = train(Map.of());
    XgboostClassifier model = XgboostExport.export(booster);
    assertThat(model.base()).isNotZero();
    assertSameMargins(booster, model);
  }

  private static void assertSameMargins(Booster booster, XgboostClassifier model) throws Exception {
    XgboostClassifier read = (XgboostClassifier) written(model);
    List<double[]> rows = rows(SEED + 1);
    float[][] margins = booster.predict(matrix(rows), true);
    float[][] probabilities = booster.predict(matrix(rows));
    for (int i = 0; i < ROWS; i++) {
      double[] row = rows.get(i);
      assertBits(model.margin(row), margins[i][0]);
      assertBits(read.margin(row), margins[i][0]);
      assertThat((float) model.predict(row)).isCloseTo(probabilities[i][0], within(2e-7f));
    }
    assertThat(rows.stream().map(model::margin).distinct().count()).isGreaterThan(1_000);
  }

  private static void assertBits(float actual, float expected) {
    assertThat(Float.floatToIntBits(actual))
        .as("seed %d", SEED)
        .isEqualTo(Float.floatToIntBits(expected));
  }

  private static TrainedModel written(TrainedModel model) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelFile.write(model, file);
    return ModelFile.read(new ByteArrayInputStream(file.toByteArray()), "model.json");
  }

  @Test
  void greatestBelow_separatesWhatIsRoundedBelowFromWhatIsNot() {
    Random random = new Random(SEED);
    float[] odd = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1f, -1f, Float.MAX_VALUE, 1e-40f};
    for (int i = 0; i < 10_000; i++) {
      float limit = i < odd.length ? odd[i] : Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(limit) && limit != -Float.MAX_VALUE) {
        double greatest = XgboostExport.greatestBelow(limit);
        assertThat((float) greatest < limit).as("%s", limit).isTrue();
        assertThat((float) Math.nextUp(greatest) >= limit).as("%s", limit).isTrue();
      }
    }
    double greatest = XgboostExport.greatestBelow(Float.POSITIVE_INFINITY);
    assertThat((float) greatest).isEqualTo(Float.MAX_VALUE);
    assertThat((float) Math.nextUp(greatest)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void boosterOfAnotherObjective_isRefused() throws Exception {
    Booster booster = train(Map.of("objective", "reg:squarederror"));
    assertThatThrownBy(() -> XgboostExport.export(booster))
        .hasMessage(
            """
            Cannot export the model: 1 problem
            1. [no-counterpart] Booster
               Its objective is reg:squarederror; only binary:logistic can be exported.""");
  }

  @Test
  void boosterThatDropsTrees_isRefused() throws Exception {
    Booster booster = train(Map.of("booster", "dart"));
    assertThatThrownBy(() -> XgboostExport.export(booster))
        .hasMessage(
            """
            Cannot export the model: 1 problem
            1. [no-counterpart] Booster
               Its booster is dart; only gbtree can be exported.""");
  }

  private static Dataset<Row> examples() {
    Random random = new Random(SEED);
    List<Row> examples = new ArrayList<>();
    for (double[] row : rows(SEED)) {
      examples.add(RowFactory.create((double) label(row, random), row));
    }
    StructType schema =
        new StructType()
            .add(Examples.LABEL, DataTypes.DoubleType)
            .add(Examples.INPUTS, DataTypes.createArrayType(DataTypes.DoubleType, false));
    return TestSession.local().createDataFrame(examples, schema).coalesce(1);
  }

  @Test
  void learner_refusesInfinity() {
    Dataset<Row> rows = examples();
    Dataset<Row> infinite =
        rows.withColumn(
            Examples.INPUTS,
            functions.array(functions.lit(1.0), functions.lit(1e39), functions.lit(Double.NaN)));
    assertThatThrownBy(() -> new XgboostLearner(1, 3, 0.3, 1, 0.8).train(infinite, 7))
        .hasMessage(
            """
            Cannot train the model: 1 problem
            1. [infinite-input] "xgboost"
               Input 2 of a row is 1.0E39; XGBoost takes numbers up to 3.4028235E38, and missing ones.""");
  }

  @Test
  void learner_ofOneSeed_learnsTheSameModel() {
    XgboostLearner learner = new XgboostLearner(60, 3, 0.3, 1, 0.8);
    TrainedModel model = learner.train(examples(), 7);
    assertThat(learner.train(examples(), 7)).isEqualTo(model);
    assertThat(learner.train(examples(), 8)).isNotEqualTo(model);
    double missing = Double.NaN;
    assertThat(model.predict(new double[] {4, 4, missing, 0, 0})).isGreaterThan(0.9);
    assertThat(model.predict(new double[] {4, -4, 0, missing, 0})).isLessThan(0.1);
  }
}
