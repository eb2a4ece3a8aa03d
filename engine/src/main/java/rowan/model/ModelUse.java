package rowan.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rowan.feature.Model;
import rowan.graph.Argument;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.type.Type;

/**
 * Where a graph uses a model: the feature that gives the score, the input that supplies the model,
 * and the feature vector that it reads.
 *
 * @param score the feature, whose method takes the other two
 * @param model the input
 * @param vector the feature vector
 */
public record ModelUse(Node score, Node model, Node vector) {

  /**
   * The use of a model for a score.
   *
   * @param score the name of the feature in any spelling; empty for the only one of the graph
   * @throws CheckException when there is no such feature, or when there are several to choose from
   */
  public static ModelUse of(Graph graph, Optional<String> score) {
    return score.isPresent() ? named(graph, score.get()) : only(graph);
  }

  private static ModelUse named(Graph graph, String score) {
    Node node = graph.find(score).orElseThrow(() -> failed(graph, graph.unknown(score)));
    return in(graph, node)
        .orElseThrow(
            () ->
                failed(
                    graph,
                    Problem.at(
                        "no-model",
                        "\"" + node.name() + "\"",
                        "Its method takes no model with a feature vector; name one of %s."
                            .formatted(names(uses(graph))))));
  }

  private static ModelUse only(Graph graph) {
    List<ModelUse> uses = uses(graph);
    if (uses.size() != 1) {
      throw failed(
          graph,
          Problem.at(
              "no-model",
              graph.title(),
              uses.isEmpty()
                  ? "No feature takes a model and a feature vector: (Model model, double[] inputs)."
                  : "Several features take a model: %s; say which.".formatted(names(uses))));
    }
    return uses.get(0);
  }

  /** All of a graph, in its order. */
  public static List<ModelUse> uses(Graph graph) {
    return graph.features().stream().flatMap(node -> in(graph, node).stream()).toList();
  }

  private static Optional<ModelUse> in(Graph graph, Node score) {
    if (!(score.definition() instanceof Definition.Computed)) {
      return Optional.empty();
    }
    Optional<Node> model = arguments(graph, score).filter(ModelUse::isModel).findFirst();
    Optional<Node> vector =
        arguments(graph, score)
            .filter(node -> node.definition() instanceof Definition.Vector)
            .findFirst();
    return model.flatMap(given -> vector.map(read -> new ModelUse(score, given, read)));
  }

  private static Stream<Node> arguments(Graph graph, Node node) {
    return node.arguments().stream().map(Argument::node).map(graph::node);
  }

  private static boolean isModel(Node node) {
    return node.definition() instanceof Definition.Input
        && node.type() instanceof Type.Opaque type
        && type.className().equals(Model.class.getName());
  }

  private static List<String> names(List<ModelUse> uses) {
    return uses.stream().map(use -> use.score().name()).toList();
  }

  private static CheckException failed(Graph graph, Problem problem) {
    return new CheckException("Cannot find a model in " + graph.title(), List.of(problem));
  }

  /** The names of what the model reads, in its order. */
  public List<String> inputs() {
    return vector.arguments().stream().map(Argument::node).toList();
  }
}
