package rowan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {

  private static final double[] ROW = {0.1, -2.5};

  private static LinearPredictor predictor() {
    return LinearPredictor.of(new double[] {0.1, -3e-200}, Math.PI);
  }

  private static Trees trees() {
    TreesBuilder trees = new TreesBuilder(2);
    int first = trees.tree().split(1, 1 / 3.0);
    trees.leaf(0.1);
    trees.right(first).leaf(-0.0);
    int second = trees.tree().split(0, new int[] {3, 1}, true);
    trees.leaf(7);
    trees.right(second).leaf(Double.MIN_VALUE);
    return trees.build();
  }

  private static Trees treesThatSendMissingLeft() {
    TreesBuilder trees = new TreesBuilder(2);
    int split = trees.tree().splitMissingLeft(1, 1 / 3.0);
    trees.leaf(0.1f);
    trees.right(split).leaf(-0.3f);
    return trees.build();
  }

  private static Trees tree() {
    TreesBuilder trees = new TreesBuilder(2);
    trees.tree().leaf(0.25);
    return trees.build();
  }

  static Stream<TrainedModel> models() {
    LinearPredictor standardized =
        predictor()
            .filled(new double[] {1, 2})
            .standardized(new double[] {0.5, Double.NEGATIVE_INFINITY}, new double[] {0, 1});
    BoostedTrees boosted = new BoostedTrees(trees(), new double[] {1, 0.1});
    return Stream.of(
        new LinearRegression(predictor()),
        new LogisticRegression(standardized),
        new GeneralizedLinearModel(predictor(), Family.POISSON, Link.of(Link.Kind.LOG)),
        new GeneralizedLinearModel(standardized, Family.TWEEDIE, Link.power(-0.5)),
        new DecisionTree(tree()),
        new RandomForestClassifier(trees(), new double[] {0, 0.9, 1, 0, 0.5, 0.25}),
        new RandomForestRegressor(trees()),
        new BoostedTreesClassifier(boosted),
        new BoostedTreesRegressor(boosted),
        new XgboostClassifier(treesThatSendMissingLeft(), 0.1f),
        new LinkedModel(new BoostedTreesRegressor(boosted), Link.of(Link.Kind.SQRT)),
        new MeanOfModels(List.of(new LinearRegression(predictor()), new DecisionTree(tree()))),
        new ProductOfModels(
            List.of(
                new MeanOfModels(List.of(new DecisionTree(tree()))),
                new LinearRegression(standardized))));
  }

  @ParameterizedTest
  @MethodSource("models")
  void model_thatIsWrittenAndRead_isTheSame(TrainedModel model) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelFile.write(model, file);
    TrainedModel read = ModelFile.read(new ByteArrayInputStream(file.toByteArray()), "m.json");
    assertThat(read).isEqualTo(model);
    assertThat(Double.doubleToLongBits(read.predict(ROW)))
        .isEqualTo(Double.doubleToLongBits(model.predict(ROW)));
  }

  @Test
  void file_isOneReadableObject() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelFile.write(
        new LinearRegression(
            LinearPredictor.of(new double[] {0.5, 2}, Double.NaN).filled(new double[2])),
        file);
    assertThat(file.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":2,\"intercept\":\"NaN\","
                + "\"coefficients\":[0.5,2.0],\"missing\":[0.0,0.0]}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | It is no JSON object.",
        "{\"type\":\"x\"} | Rowan_model is missing: it is no model of Rowan.",
        "{\"rowan_model\":2} | It is of version 2.0; this program reads version 1.",
        "{\"rowan_model\":1} | Type is missing.",
        "{\"rowan_model\":1,\"type\":\"tree\"} | Type \"tree\" is none of [linear_regression, logistic_regression, generalized_linear_model, decision_tree, random_forest_classifier, random_forest_regressor, boosted_trees_classifier, boosted_trees_regressor, xgboost_classifier, linked, mean, product].",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":1.5} | Inputs holds 1.5, no integer.",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":2,\"coefficients\":[1],\"intercept\":0} | Inputs is 2, but the model takes 1.",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":1,\"coefficients\":[\"a\"],\"intercept\":0} | Coefficients holds something else than numbers.",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":1,\"coefficients\":[1],\"intercept\":0,\"offset\":1} | Unknown fields [offset].",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":1,\"coefficients\":[1],\"intercept\":true} | Intercept is VALUE_TRUE.",
        "{\"rowan_model\":1,\"type\":\"linear_regression\",\"inputs\":1,\"coefficients\":[1],\"intercept\":0,\"missing\":[1,2]} | Missing has 2 values for 1 coefficients.",
        "{\"rowan_model\":1,\"type\":\"xgboost_classifier\",\"inputs\":1,\"base\":0.1} | Base is 0.1, no float.",
        "{\"rowan_model\":1,\"type\":\"mean\",\"inputs\":1,\"models\":[1]} | Models is not a list of models.",
        "{\"rowan_model\":1,\"type\":\"decision_tree\",\"inputs\":1,\"roots\":[0],\"feature\":[0],\"value\":[0],\"right\":[0]} | The tree at 0 does not end.",
        "{\"rowan_model\":1,\"rowan_model\":1} | Rowan_model is there twice.",
        "{\"rowan_model\":1}{} | Something follows the model.",
      })
  void file_thatIsNoModel_isRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .hasMessage("Cannot read the model: 1 problem\n1. [model-file] m.json\n   " + message);
  }

  @Test
  void file_thatIsCutOff_isRefused() {
    assertThatThrownBy(() -> read("{\"rowan_model\":1,\"coefficients\":[1,"))
        .hasMessageStartingWith(
            "Cannot read the model: 1 problem\n1. [model-file] m.json\n   It is no JSON: ");
  }

  private static TrainedModel read(String json) throws IOException {
    return ModelFile.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "m.json");
  }
}
