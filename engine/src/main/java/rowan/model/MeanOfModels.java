package rowan.model;

import java.util.List;

/**
 * Predicts the mean of what models predict, such as the same one trained with several seeds.
 *
 * @param models at least one, all with the same number of inputs
 */
public record MeanOfModels(List<TrainedModel> models) implements TrainedModel {

  public MeanOfModels {
    models = List.copyOf(models);
    CombinedModels.check(models);
  }

  @Override
  public int inputs() {
    return models.get(0).inputs();
  }

  @Override
  public double predict(double[] inputs) {
    double sum = 0;
    for (int i = 0; i < models.size(); i++) { // an iterator would be an object for each row
      sum += models.get(i).predict(inputs);
    }
    return sum / models.size();
  }
}
