package rowan.model;

import rowan.feature.Model;

/**
 * A model whose parameters were learned. Predictions are computed in one fixed order, without
 * operations that differ between processors: the same inputs give the same bits everywhere.
 */
public sealed interface TrainedModel extends Model
    permits LinearRegression,
        LogisticRegression,
        GeneralizedLinearModel,
        DecisionTree,
        RandomForestClassifier,
        RandomForestRegressor,
        BoostedTreesClassifier,
        BoostedTreesRegressor,
        XgboostClassifier,
        LinkedModel,
        MeanOfModels,
        ProductOfModels {

  /** How many inputs a prediction takes. */
  int inputs();
}
