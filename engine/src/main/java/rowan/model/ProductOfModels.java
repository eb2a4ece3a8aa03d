package rowan.model;

import java.util.List;

/**
 * Predicts the product of what models predict: in two stages, the probability that anything is
 * bought, and how much is bought then.
 *
 * @param models at least one, all with the same number of inputs
 */
public record ProductOfModels(List<TrainedModel> models) implements TrainedModel {

  public ProductOfModels {
    models = List.copyOf(models);
    CombinedModels.check(models);
  }

  @Override
  public int inputs() {
    return models.get(0).inputs();
  }

  @Override
  public double predict(double[] inputs) {
    double product = 1;
    for (int i = 0; i < models.size(); i++) { // an iterator would be an object for each row
      product *= models.get(i).predict(inputs);
    }
    return product;
  }
}
