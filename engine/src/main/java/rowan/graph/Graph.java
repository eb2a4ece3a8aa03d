package rowan.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import rowan.type.Name;

/**
 * A checked, immutable graph of features: every node after those it depends on. Making one reports
 * everything that is wrong with it.
 */
public final class Graph {

  private final List<FeatureClass> featureClasses;
  private final List<SourceTable> sources;
  private final List<Node> nodes;
  private final List<List<Node>> dependencies;
  private final Map<Name, Node> features;

  /** Columns and as-of times, by their exact names. */
  private final Map<String, Node> ofRows = new HashMap<>();

  private final Map<String, Class<?>> classes;
  private final Map<String, Map<String, java.lang.reflect.Method>> methods =
      new ConcurrentHashMap<>();

  /**
   * @param nodes in the order of their positions
   * @param dependencies of each node its arguments, then its keys
   * @param features the features and inputs by their names
   */
  Graph(
      Declarations declarations,
      List<Node> nodes,
      List<List<Node>> dependencies,
      Map<Name, Node> features,
      Map<String, Class<?>> classes) {
    this.featureClasses = declarations.featureClasses();
    this.sources = declarations.sources();
    this.nodes = List.copyOf(nodes);
    this.dependencies = List.copyOf(dependencies);
    this.features = features;
    this.classes = classes;
    for (Node node : nodes) {
      if (!(node.definition() instanceof Definition.OfMethod)) {
        ofRows.put(node.name(), node);
      }
    }
  }

  /**
   * The graph of the given feature classes and those they use.
   *
   * @throws CheckException with every problem of the graph
   */
  public static Graph of(Class<?>... featureClasses) {
    ReflectionReader reader = new ReflectionReader();
    Declarations declarations = reader.read(Arrays.asList(featureClasses));
    return GraphBuilder.build(declarations, reader.classes());
  }

  /**
   * The graph of declarations that were read otherwise. It can be checked, searched and printed,
   * but not run: it knows no classes.
   *
   * @throws CheckException with every problem of the graph
   */
  public static Graph of(Declarations declarations) {
    return GraphBuilder.build(declarations, Map.of());
  }

  /** Every node, each after those it depends on. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Every computed node, each after those it depends on. */
  public List<Node> features() {
    return nodes.stream().filter(Node::isFeature).toList();
  }

  /** The sources whose rows the features describe or look up. */
  public List<SourceTable> sources() {
    return sources;
  }

  /** The columns of a source, in order of declaration. */
  public List<Node> columnsOf(SourceTable source) {
    return source.components().stream()
        .map(component -> known(source.table() + "." + component.column()))
        .toList();
  }

  /** The feature classes by their simple names, for titles. */
  public String title() {
    return featureClasses.stream().map(FeatureClass::simpleName).collect(Collectors.joining(", "));
  }

  /**
   * The node of a name, in any spelling: a feature or input ({@code amountVsUsual}, {@code
   * amount_vs_usual}), a column after its source ({@code transactions.tx_amount}), or a column
   * alone when just one source has it.
   */
  public Optional<Node> find(String name) {
    return findFeature(name).or(() -> findColumn(name));
  }

  /** The feature or input of a name, in any spelling. */
  public Optional<Node> findFeature(String name) {
    return Optional.ofNullable(features.get(Name.of(name)));
  }

  private Optional<Node> findColumn(String name) {
    List<Node> columns = columnsCalled(Name.of(name));
    return columns.size() == 1 ? Optional.of(columns.get(0)) : Optional.empty();
  }

  private List<Node> columnsCalled(Name name) {
    return nodes.stream()
        .filter(node -> node.definition() instanceof Definition.Column)
        .filter(node -> isCalled(node, name))
        .toList();
  }

  private static boolean isCalled(Node column, Name name) {
    Component component = ((Definition.Column) column.definition()).component();
    return name.equals(Name.of(column.name()))
        || name.equals(Name.of(column.column()))
        || name.equals(Name.of(component.name()));
  }

  /**
   * The node of a name, in any spelling.
   *
   * @throws CheckException when the graph has none
   */
  public Node node(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new CheckException(
                    "Cannot search the graph of " + title(), List.of(unknown(name))));
  }

  /**
   * The problem that nothing has this name, with what may have been meant; or that columns of
   * several sources have it.
   */
  public Problem unknown(String name) {
    List<Node> columns = columnsCalled(Name.of(name));
    if (columns.size() > 1) {
      return Problem.at(
          "ambiguous-column",
          "\"" + name + "\"",
          "Several columns have this name; put the source in front: %s."
              .formatted(columns.stream().map(Node::name).collect(Collectors.joining(", "))));
    }
    List<Name> near =
        Name.of(name)
            .nearest(
                nodes.stream()
                    .filter(node -> !(node.definition() instanceof Definition.AsOf))
                    .map(node -> Name.of(node.column())));
    return Problem.at(
            "unknown-feature",
            "\"" + name + "\"",
            "No feature, input or column of %s has this name.".formatted(title()))
        .withNearMisses(near.stream().map(Name::spelled).toList());
  }

  /** The columns that tell the rows of a source apart: its row key; without one, all. */
  public List<Node> identityOf(SourceTable source) {
    List<Component> rowKey = source.rowKey();
    return columnsOf(source).stream()
        .filter(
            node ->
                rowKey.isEmpty()
                    || rowKey.contains(((Definition.Column) node.definition()).component()))
        .toList();
  }

  /** The node and all that it depends on, in order. */
  public List<Node> upstreamOf(String name) {
    return upstreamOf(List.of(node(name)), Set.of());
  }

  /**
   * The nodes and all that they depend on, in order; what {@code cut} names is not looked behind.
   */
  public List<Node> upstreamOf(Collection<Node> wanted, Set<String> cut) {
    BitSet reached = new BitSet(nodes.size());
    Deque<Node> unvisited = new ArrayDeque<>(wanted);
    while (!unvisited.isEmpty()) {
      Node node = unvisited.removeFirst();
      if (!reached.get(node.position())) {
        reached.set(node.position());
        unvisited.addAll(cut.contains(node.name()) ? List.of() : dependenciesOf(node));
      }
    }
    return at(reached);
  }

  /** The node and all that depends on it, in order. */
  public List<Node> downstreamOf(String name) {
    BitSet reached = new BitSet(nodes.size());
    reached.set(node(name).position());
    for (Node node : nodes) {
      if (dependenciesOf(node).stream().anyMatch(read -> reached.get(read.position()))) {
        reached.set(node.position());
      }
    }
    return at(reached);
  }

  /**
   * All nodes on a path from one node to another, both included, in order; empty without a path.
   */
  public List<Node> between(String from, String to) {
    Set<Node> above = Set.copyOf(upstreamOf(to));
    return downstreamOf(from).stream().filter(above::contains).toList();
  }

  /** The nodes that carry a tag, in order. */
  public List<Node> tagged(String tag, String value) {
    return nodes.stream().filter(node -> value.equals(node.tags().get(tag))).toList();
  }

  /** The nodes at these positions of this graph, in order. */
  public List<Node> at(BitSet positions) {
    return positions.stream().mapToObj(nodes::get).toList();
  }

  /** The nodes that a node of this graph depends on: its arguments, then its keys. */
  public List<Node> dependenciesOf(Node node) {
    return dependencies.get(node.position());
  }

  /** The nodes that the parameters of the method of a node of this graph are bound to, in order. */
  public List<Node> argumentsOf(Node node) {
    return node.keys().isEmpty()
        ? dependenciesOf(node)
        : dependenciesOf(node).subList(0, node.arguments().size());
  }

  /** The nodes that an aggregate of this graph groups its events by, in order. */
  public List<Node> keysOf(Node node) {
    List<Node> all = dependenciesOf(node);
    return all.subList(node.arguments().size(), all.size());
  }

  /**
   * The node of an exact name.
   *
   * @throws IllegalStateException when the graph has none
   */
  public Node known(String name) {
    Optional<Node> ofRow = Optional.ofNullable(ofRows.get(name));
    return ofRow
        .or(() -> findFeature(name))
        .filter(node -> node.name().equals(name))
        .orElseThrow(() -> new IllegalStateException("the graph has no node " + name));
  }

  /** The whole graph in the given format. */
  public String print(GraphFormat format) {
    return print(format, nodes());
  }

  /** A part of the graph in the given format. */
  public String print(GraphFormat format, List<Node> part) {
    return format.print(title(), part);
  }

  /**
   * The loaded class of a feature class, source, record or enum of the graph.
   *
   * @throws IllegalStateException when the graph was not made from loaded classes
   */
  public Class<?> classNamed(String className) {
    Class<?> type = classes.get(className);
    if (type == null) {
      throw new IllegalStateException("the graph of " + title() + " has no class " + className);
    }
    return type;
  }

  /** The loaded method that a declared one describes. */
  public java.lang.reflect.Method loaded(Method method) {
    return Optional.ofNullable(loaded(method.owner()).get(method.name())).orElseThrow();
  }

  /** The methods of a class by name: Java copies them all each time that it is asked for them. */
  private Map<String, java.lang.reflect.Method> loaded(String className) {
    return methods.computeIfAbsent(
        className,
        owner ->
            Arrays.stream(classNamed(owner).getDeclaredMethods())
                .filter(method -> !java.lang.reflect.Modifier.isPrivate(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .collect(
                    Collectors.toMap(
                        java.lang.reflect.Method::getName,
                        Function.identity(),
                        (first, second) -> first)));
  }

  /** The graph as text, one line a node. */
  @Override
  public String toString() {
    return print(GraphFormat.TEXT);
  }
}
