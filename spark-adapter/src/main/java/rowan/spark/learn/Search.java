package rowan.spark.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import rowan.model.MeanOfModels;
import rowan.model.TrainedModel;

/** Chooses among candidates by validation, trains the chosen one, and only then tests it. */
final class Search {

  private final Experiment experiment;
  private final Consumer<String> progress;

  Search(Experiment experiment, Consumer<String> progress) {
    this.experiment = experiment;
    this.progress = progress;
  }

  /**
   * Runs the search.
   *
   * @param seeds how many times to train the chosen candidate: the seeds 0, 1, 2 and so on
   */
  Found run(List<Candidate> candidates, int seeds) {
    Candidate chosen = choose(candidates);
    List<TrainedModel> models = new ArrayList<>();
    List<Metrics> metrics = new ArrayList<>();
    for (long seed : LongStream.range(0, seeds).toArray()) {
      TrainedModel model = chosen.learner().train(experiment.training().cache(), seed);
      models.add(model);
      metrics.add(experiment.test(model));
      progress.accept("seed %d: %s".formatted(seed, metrics.get(metrics.size() - 1).json()));
    }
    TrainedModel together = models.size() == 1 ? models.get(0) : new MeanOfModels(models);
    return new Found(chosen.settings(), together, Metrics.mean(metrics), experiment.test(together));
  }

  private Candidate choose(List<Candidate> candidates) {
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    record Tried(Candidate candidate, double merit) {}
    return candidates.stream()
        .map(
            candidate -> {
              Metrics metrics = experiment.validate(candidate.learner(), 0);
              progress.accept("validation, %s: %s".formatted(candidate.settings(), metrics.json()));
              return new Tried(candidate, metrics.merit());
            })
        .max(Comparator.comparingDouble(Tried::merit))
        .orElseThrow()
        .candidate();
  }

  /**
   * What a search found.
   *
   * @param settings of the chosen candidate
   * @param model that of its one seed, or the mean of those of all seeds
   * @param mean the metrics of the seeds on the test rows, on average
   * @param together the metrics of {@code model} on the test rows
   */
  record Found(String settings, TrainedModel model, Metrics mean, Metrics together) {}
}
