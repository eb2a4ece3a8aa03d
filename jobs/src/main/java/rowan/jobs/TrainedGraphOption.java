package rowan.jobs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.graph.Graph;
import rowan.model.ModelUse;

/** The options that say which graph, and which of its scores. */
final class TrainedGraphOption {

  @Mixin private final GraphOption graph = new GraphOption();

  @Option(
      names = "--score",
      paramLabel = "FEATURE",
      description =
          "The score whose model is trained. Default: the last that the graph declares of its first"
              + " label.")
  private @Nullable String score;

  Graph load() {
    return graph.load();
  }

  String name() {
    return graph.name();
  }

  ModelUse use(Graph loaded) {
    List<ModelUse> uses = ModelUse.uses(loaded);
    return score == null && uses.size() > 1
        ? preferred(uses)
        : ModelUse.of(loaded, Optional.ofNullable(score));
  }

  /** Of the scores that learn the same as the first, the last. */
  private static ModelUse preferred(List<ModelUse> uses) {
    String label = label(uses.get(0));
    return uses.stream()
        .filter(use -> label(use).equals(label))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static String label(ModelUse use) {
    return use.score().tags().getOrDefault("label", "");
  }
}
