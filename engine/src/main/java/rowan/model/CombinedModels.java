package rowan.model;

import java.util.List;

/** The check that models can be asked about the same row. */
final class CombinedModels {

  private CombinedModels() {}

  static void check(List<TrainedModel> models) {
    if (models.stream().mapToInt(TrainedModel::inputs).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "Models with different numbers of inputs cannot be combined: "
              + models.stream().map(TrainedModel::inputs).toList());
    }
  }
}
