package rowan.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rowan.type.Type;

/** Drafts, checks and orders a graph. */
final class GraphBuilder {

  private final Draft draft;
  private final IdentityHashMap<DraftNode, Node> built = new IdentityHashMap<>();

  private GraphBuilder(Draft draft) {
    this.draft = draft;
  }

  static Graph build(Declarations declarations, Map<String, Class<?>> classes) {
    Draft draft = new Draft(declarations);
    check(draft);
    GraphBuilder builder = new GraphBuilder(draft);
    List<Node> ordered = new ArrayList<>();
    for (DraftNode node : draft.topology().ordered()) {
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
    List<Node> dependencies = draft.dependencies().stream().map(this::built).toList();
    List<String> keys = draft.keys().stream().map(this::key).toList();
    Definition definition = definition(draft, keys);
    Node node =
        new Node(
            draft.graphName(),
            definition,
            draft.use().type(),
            isNullable(draft, definition),
            draft.bindings().stream().map(this::argument).toList(),
            keys,
            definition.doc(),
            definition.tags(),
            source(draft, dependencies),
            Lateness.of(draft.definition(), dependencies.stream().map(Node::knownAfter).toList()),
            isLabel(definition)
                || (!draft.isFitted() && dependencies.stream().anyMatch(Node::label)),
            level(draft, dependencies));
    built.put(draft, node);
    return node;
  }

  private static Definition definition(DraftNode draft, List<String> keys) {
    return draft
        .aggregate()
        .<Definition>map(aggregate -> aggregate.checked(keys, read(draft)))
        .orElseGet(() -> fittedOr(draft));
  }

  private static Definition fittedOr(DraftNode draft) {
    return draft.definition() instanceof DraftFitted fitted
        ? fitted.checked(read(draft))
        : draft.definition();
  }

  /** The types of a node's parameters; a decimal keeps its own digits, whatever reads it. */
  private static List<Type> read(DraftNode draft) {
    return draft.bindings().stream()
        .map(
            binding -> {
              Type bound = binding.target().orElseThrow().use().type();
              return bound instanceof Type.Decimal ? bound : binding.parameter().use().type();
            })
        .toList();
  }

  private String key(DraftNode.Key key) {
    return built(key.target().orElseThrow()).name();
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

  /**
   * A null reaches a result when the method makes one, or is not called because of one. An operator
   * makes one of no events, and a lookup of a key that no row has.
   */
  private boolean isNullable(DraftNode draft, Definition definition) {
    if (definition instanceof Definition.Aggregate aggregate) {
      Aggregation aggregation = aggregate.aggregation();
      return draft.use().nullable()
          || aggregation.empty() == null
          || aggregation.aggregator().mayBeUndefined();
    }
    if (definition instanceof Definition.Fitted fitted) {
      return draft.use().nullable()
          || fitted.fitting().empty() == null
          || fitted.fitting().aggregator().mayBeUndefined();
    }
    return draft.isLookup()
        || draft.use().nullable()
        || draft.bindings().stream()
            .anyMatch(
                binding ->
                    !binding.parameter().use().nullable()
                        && built(binding.target().orElseThrow()).nullable());
  }

  private static boolean isLabel(Definition definition) {
    return definition instanceof Definition.Aggregate aggregate && aggregate.aggregation().label();
  }

  /** What reads no row, directly or not, describes the rows of no source. */
  private Optional<String> source(DraftNode node, List<Node> dependencies) {
    if (node.definition() instanceof Definition.Column column) {
      return Optional.of(column.source().table());
    }
    if (node.definition() instanceof Definition.AsOf asOf) {
      return Optional.of(asOf.source().table());
    }
    if (node.isFitted()) {
      return Optional.empty();
    }
    Optional<SourceTable> own = node.owner().flatMap(draft::sourceOf);
    if (node.aggregate().isPresent()) {
      return node.aggregate().flatMap(DraftAggregate::events).map(SourceTable::table);
    }
    // Any row may ask for an aggregate, so what else is read says more about whose rows these are.
    Optional<String> first =
        Stream.concat(
                dependencies.stream().filter(read -> !isAggregate(read)), dependencies.stream())
            .flatMap(read -> read.source().stream())
            .findFirst();
    return first.map(theirs -> own.map(SourceTable::table).orElse(theirs));
  }

  private static boolean isAggregate(Node node) {
    return node.definition() instanceof Definition.Aggregate;
  }

  private static int level(DraftNode draft, List<Node> dependencies) {
    if (draft.isColumn() || draft.isAsOf() || draft.definition() instanceof Definition.Input) {
      return 0;
    }
    return 1 + dependencies.stream().mapToInt(Node::level).max().orElse(0);
  }
}
