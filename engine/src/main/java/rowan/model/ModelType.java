package rowan.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of models that a file can hold. */
enum ModelType {
  LINEAR_REGRESSION(LinearRegression.class),
  LOGISTIC_REGRESSION(LogisticRegression.class),
  GENERALIZED_LINEAR_MODEL(GeneralizedLinearModel.class),
  DECISION_TREE(DecisionTree.class),
  RANDOM_FOREST_CLASSIFIER(RandomForestClassifier.class),
  RANDOM_FOREST_REGRESSOR(RandomForestRegressor.class),
  BOOSTED_TREES_CLASSIFIER(BoostedTreesClassifier.class),
  BOOSTED_TREES_REGRESSOR(BoostedTreesRegressor.class),
  XGBOOST_CLASSIFIER(XgboostClassifier.class),
  LINKED(LinkedModel.class),
  MEAN(MeanOfModels.class),
  PRODUCT(ProductOfModels.class);

  private final Class<? extends TrainedModel> models;

  ModelType(Class<? extends TrainedModel> models) {
    this.models = models;
  }

  static ModelType of(TrainedModel model) {
    return Arrays.stream(values())
        .filter(type -> type.models.isInstance(model))
        .findFirst()
        .orElseThrow();
  }

  static Optional<ModelType> labelled(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(ModelType::label).toList();
  }

  /** The kind as files spell it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  TrainedModel read(ModelFields fields) {
    return switch (this) {
      case LINEAR_REGRESSION -> new LinearRegression(fields.predictor());
      case LOGISTIC_REGRESSION -> new LogisticRegression(fields.predictor());
      case GENERALIZED_LINEAR_MODEL ->
          new GeneralizedLinearModel(
              fields.predictor(), fields.constant("family", Family.class), fields.link());
      case DECISION_TREE -> new DecisionTree(fields.trees());
      case RANDOM_FOREST_CLASSIFIER ->
          new RandomForestClassifier(fields.trees(), fields.numbers("negative"));
      case RANDOM_FOREST_REGRESSOR -> new RandomForestRegressor(fields.trees());
      case BOOSTED_TREES_CLASSIFIER -> new BoostedTreesClassifier(fields.boosted());
      case BOOSTED_TREES_REGRESSOR -> new BoostedTreesRegressor(fields.boosted());
      case XGBOOST_CLASSIFIER -> fields.xgboost();
      case LINKED -> new LinkedModel(fields.model("model"), fields.link());
      case MEAN -> new MeanOfModels(fields.models());
      case PRODUCT -> new ProductOfModels(fields.models());
    };
  }
}
