package rowan.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import rowan.type.Micros;

/** Drafts, checks and orders a graph. */
final class GraphBuilder {

  private final IdentityHashMap<DraftNode, Node> built = new IdentityHashMap<>();

  private GraphBuilder() {}

  static Graph build(Declarations declarations, Map<String, Class<?>> classes) {
    Draft draft = new Draft(declarations);
    check(draft);
    GraphBuilder builder = new GraphBuilder();
    List<Node> ordered = new ArrayList<>();
    for (DraftNode node : Topology.of(draft).ordered()) {
      ordered.add(builder.build(node));
    }
    return new Graph(declarations, ordered, classes);
  }

  private static void check(Draft draft) {
    List<Problem> problems = new ArrayList<>();
    Rule.ALL.forEach(rule -> rule.check(draft, problems::add));
    if (!problems.isEmpty()) {
      String title =
          draft.declarations().featureClasses().stream()
              .map(FeatureClass::simpleName)
              .collect(Collectors.joining(", "));
      throw new CheckException("Cannot build the graph of " + title, problems);
    }
  }

  private Node build(DraftNode draft) {
    List<Node> dependencies = draft.dependencies().stream().map(built::get).toList();
    Node node =
        new Node(
            draft.graphName(),
            draft.definition(),
            draft.use().type(),
            isNullable(draft),
            draft.bindings().stream().map(this::argument).toList(),
            draft.definition().doc(),
            draft.definition().tags(),
            source(draft, dependencies),
            knownAfter(draft.definition(), dependencies),
            level(draft, dependencies));
    built.put(draft, node);
    return node;
  }

  private Argument argument(Binding binding) {
    return new Argument(binding.parameter(), built(binding.target().orElseThrow()).name());
  }

  private Node built(DraftNode draft) {
    Node node = built.get(draft);
    if (node == null) {
      throw new IllegalStateException(draft.graphName() + " is not in order");
    }
    return node;
  }

  /** A null reaches a result when the method makes one, or is not called because of one. */
  private boolean isNullable(DraftNode draft) {
    return draft.use().nullable()
        || draft.bindings().stream()
            .anyMatch(
                binding ->
                    !binding.parameter().use().nullable()
                        && built(binding.target().orElseThrow()).nullable());
  }

  private static Optional<String> source(DraftNode draft, List<Node> dependencies) {
    if (draft.definition() instanceof Definition.Column column) {
      return Optional.of(column.source().table());
    }
    return dependencies.stream().flatMap(node -> node.source().stream()).findFirst();
  }

  private static Duration knownAfter(Definition definition, List<Node> dependencies) {
    if (definition instanceof Definition.Column column) {
      return column.component().knownAfter().map(Micros::duration).orElse(Duration.ZERO);
    }
    return dependencies.stream()
        .map(Node::knownAfter)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static int level(DraftNode draft, List<Node> dependencies) {
    if (draft.isColumn() || draft.definition() instanceof Definition.Input) {
      return 0;
    }
    return 1 + dependencies.stream().mapToInt(Node::level).max().orElse(0);
  }
}
