package rowan.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rowan.type.Name;
import rowan.type.Type;

/** Drafts, checks and orders a graph. */
final class GraphBuilder {

  private final Draft draft;
  private final @Nullable Node[] built;
  private final List<Node> ordered = new ArrayList<>();
  private final List<List<Node>> dependencies = new ArrayList<>();
  private final Map<Name, Node> features = new HashMap<>();

  private GraphBuilder(Draft draft) {
    this.draft = draft;
    this.built = new @Nullable Node[draft.count()];
  }

  static Graph build(Declarations declarations, Map<String, Class<?>> classes) {
    Draft draft = new Draft(declarations);
    check(draft);
    GraphBuilder builder = new GraphBuilder(draft);
    draft.topology().ordered().forEach(builder::add);
    return new Graph(
        declarations, builder.ordered, builder.dependencies, builder.features, classes);
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

  private void add(DraftNode node) {
    List<Node> theirs = new ArrayList<>(node.dependencies().size());
    node.dependencies().forEach(dependency -> theirs.add(built(dependency)));
    Node added = build(node, theirs);
    built[node.number()] = added;
    ordered.add(added);
    dependencies.add(List.copyOf(theirs));
    if (added.definition() instanceof Definition.OfMethod) {
      features.put(node.name(), added);
    }
  }

  private Node build(DraftNode node, List<Node> dependencies) {
    List<String> keys =
        dependencies.subList(node.bindings().size(), dependencies.size()).stream()
            .map(Node::name)
            .toList();
    Definition definition = definition(node, keys);
    return new Node(
        ordered.size(),
        node.graphName(),
        definition,
        node.use().type(),
        isNullable(node, definition, dependencies),
        arguments(node, dependencies),
        keys,
        definition.doc(),
        definition.tags(),
        source(node, dependencies),
        draft.lateness().of(node),
        isLabel(definition) || (!node.isFitted() && dependencies.stream().anyMatch(Node::label)),
        level(node, dependencies));
  }

  private static Definition definition(DraftNode node, List<String> keys) {
    return node.aggregate()
        .<Definition>map(aggregate -> aggregate.checked(keys, read(node)))
        .orElseGet(() -> fittedOr(node));
  }

  private static Definition fittedOr(DraftNode node) {
    return node.definition() instanceof DraftFitted fitted
        ? fitted.checked(read(node))
        : node.definition();
  }

  /** The types of a node's parameters; a decimal keeps its own digits, whatever reads it. */
  private static List<Type> read(DraftNode node) {
    return node.bindings().stream()
        .map(
            binding -> {
              Type bound = binding.target().orElseThrow().use().type();
              return bound instanceof Type.Decimal ? bound : binding.parameter().use().type();
            })
        .toList();
  }

  /** Its parameters, which are the first of what it depends on. */
  private static List<Argument> arguments(DraftNode node, List<Node> dependencies) {
    List<Argument> arguments = new ArrayList<>(node.bindings().size());
    for (Binding binding : node.bindings()) {
      arguments.add(new Argument(binding.parameter(), dependencies.get(arguments.size()).name()));
    }
    return arguments;
  }

  private Node built(DraftNode node) {
    Node made = built[node.number()];
    if (made == null) {
      throw new IllegalStateException(node.graphName() + " is not in order");
    }
    return made;
  }

  /**
   * A null reaches a result when the method makes one, or is not called because of one. An operator
   * makes one of no events, and a lookup of a key that no row has.
   */
  private static boolean isNullable(
      DraftNode node, Definition definition, List<Node> dependencies) {
    if (definition instanceof Definition.Aggregate aggregate) {
      Aggregation aggregation = aggregate.aggregation();
      return node.use().nullable()
          || aggregation.empty() == null
          || aggregation.aggregator().mayBeUndefined();
    }
    if (definition instanceof Definition.Fitted fitted) {
      return node.use().nullable()
          || fitted.fitting().empty() == null
          || fitted.fitting().aggregator().mayBeUndefined();
    }
    return node.isLookup() || node.use().nullable() || isNotCalled(node, dependencies);
  }

  /** Whether an argument may be null that its method does not take. */
  private static boolean isNotCalled(DraftNode node, List<Node> dependencies) {
    for (int i = 0; i < node.bindings().size(); i++) {
      if (!node.bindings().get(i).parameter().use().nullable() && dependencies.get(i).nullable()) {
        return true;
      }
    }
    return false;
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
    Optional<String> first = source(dependencies, false).or(() -> source(dependencies, true));
    return first.map(theirs -> own.map(SourceTable::table).orElse(theirs));
  }

  /** The source of the first aggregate, or of the first other node, that has one. */
  private static Optional<String> source(List<Node> nodes, boolean aggregate) {
    for (Node node : nodes) {
      if (isAggregate(node) == aggregate && node.source().isPresent()) {
        return node.source();
      }
    }
    return Optional.empty();
  }

  private static boolean isAggregate(Node node) {
    return node.definition() instanceof Definition.Aggregate;
  }

  private static int level(DraftNode node, List<Node> dependencies) {
    if (node.isColumn() || node.isAsOf() || node.definition() instanceof Definition.Input) {
      return 0;
    }
    return 1 + dependencies.stream().mapToInt(Node::level).max().orElse(0);
  }
}
