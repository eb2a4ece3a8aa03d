package rowan.spark.learn;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.model.ModelArtifact;

/** What a person wants to know of a model, as Markdown. */
public final class ModelCard {

  /** The file of the card. */
  public static final String FILE = "README.md";

  private ModelCard() {}

  /** The card of a model of a graph. */
  public static byte[] of(ModelArtifact artifact, Graph graph, Trained trained) {
    String text =
        """
        # %s

        %s

        It is a model of the graph `%s`. On rows that it did not see while it was trained and chosen:

            %s

        The mean of the models of single seeds there is `%s`.
        Where training took only some of the rows with label 0, scores rank rows but are no calibrated probabilities.

        | | |
        |---|---|
        %s

        ## What it reads

        | input | meaning |
        |---|---|
        %s

        ## Files

        | file | |
        |---|---|
        | `model.json` | the model, in Rowan's own form |
        %s| `artifact.json` | what programs need to use it, and the fingerprints of these |
        | `metrics.json` | the numbers above |
        """
            .formatted(
                artifact.score(),
                graph.node(artifact.score()).doc(),
                artifact.graph(),
                trained.metrics().json(),
                trained.perSeed().json(),
                table(artifact.about()),
                artifact.inputs().stream()
                    .map(graph::node)
                    .map(ModelCard::line)
                    .collect(Collectors.joining("\n")),
                artifact.fitted().isPresent()
                    ? "| `fitted.json` | the values that were fitted on the rows it learned from |\n"
                    : "");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String table(Map<String, String> about) {
    return about.entrySet().stream()
        .map(fact -> "| %s | %s |".formatted(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(Node input) {
    return "| `%s` | %s |".formatted(input.name(), input.doc());
  }
}
