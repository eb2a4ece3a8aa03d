package rowan.plan;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;

/**
 * What the asking rows need, and what events need: the closure of the wanted features, cut at
 * overrides and fitted values. An aggregate needs of its asking row no more than the key, unless
 * that row is itself one of its events.
 */
final class Needs {

  private final Graph graph;
  private final Optional<SourceTable> spine;
  private final Optional<Instant> asOf;
  private final Set<String> given;
  private final AskedKeys keys;
  private final BitSet reached;
  private final BitSet ofEvents;
  private final Map<Node, List<Node>> ofJoins = new HashMap<>();
  private List<Node> ofRow = List.of();

  Needs(
      Graph graph,
      Optional<SourceTable> spine,
      Optional<Instant> asOf,
      Set<String> given,
      Consumer<Problem> report) {
    this.graph = graph;
    this.spine = spine;
    this.asOf = asOf;
    this.given = given;
    this.keys = new AskedKeys(graph, spine, report);
    this.reached = new BitSet(graph.nodes().size());
    this.ofEvents = new BitSet(graph.nodes().size());
  }

  /** Adds nodes that are wanted of the asking row, and all that they need. */
  void addAll(Set<Node> wanted) {
    Deque<Node> unread = new ArrayDeque<>(wanted);
    while (!unread.isEmpty()) {
      Node node = unread.removeFirst();
      if (!reached.get(node.position())) {
        reached.set(node.position());
        unread.addAll(of(node));
      }
    }
    ofRow = graph.at(reached).stream().filter(this::isOfRow).toList();
  }

  /** What a node needs of the asking row. */
  List<Node> of(Node node) {
    if (isGiven(node) || (node.definition() instanceof Definition.AsOf && asOf.isPresent())) {
      return List.of();
    }
    return isJoin(node) ? ofJoins.computeIfAbsent(node, this::ofJoin) : graph.argumentsOf(node);
  }

  private List<Node> ofJoin(Node node) {
    List<Node> needed = new ArrayList<>(keysOf(node));
    if (isOverSpine(node)) {
      needed.addAll(readByJoin(node));
    } else {
      graph.upstreamOf(readByJoin(node), given).forEach(read -> ofEvents.set(read.position()));
    }
    return needed;
  }

  /** Whether a node is an aggregate or a lookup. */
  static boolean isJoin(Node node) {
    return node.definition() instanceof Definition.Aggregate
        || node.definition() instanceof Definition.Lookup;
  }

  /** The nodes of the asking row that are the key of an aggregate or lookup. */
  List<Node> keysOf(Node join) {
    return join.definition() instanceof Definition.Aggregate
        ? keys.of(join)
        : graph.argumentsOf(join);
  }

  /** The nodes by which its events are grouped. */
  List<Node> groupedBy(Node join) {
    if (join.definition() instanceof Definition.Lookup lookup) {
      List<Component> key = lookup.table().rowKey();
      return graph.columnsOf(lookup.table()).stream()
          .filter(column -> isAmong(column, key))
          .toList();
    }
    return graph.keysOf(join);
  }

  private static boolean isAmong(Node column, List<Component> components) {
    return column.definition() instanceof Definition.Column c && components.contains(c.component());
  }

  /** What an aggregate reads of its events, or a lookup of its row. */
  List<Node> readByJoin(Node join) {
    List<Node> read = new ArrayList<>(groupedBy(join));
    read.addAll(
        join.definition() instanceof Definition.Lookup lookup
            ? graph.columnsOf(lookup.table())
            : graph.argumentsOf(join));
    return read;
  }

  /** The source whose events an aggregate or lookup reads. */
  static SourceTable sourceOf(Node join) {
    return join.definition() instanceof Definition.Aggregate aggregate
        ? aggregate.aggregation().events()
        : ((Definition.Lookup) join.definition()).table();
  }

  /**
   * Whether the asking rows are themselves the events: of the same source, with the same key, each
   * at its own time, and all available at once.
   */
  boolean isOverSpine(Node join) {
    SourceTable source = sourceOf(join);
    return asOf.isEmpty()
        && spine.filter(source::equals).isPresent()
        && source.availableAt().isEmpty()
        && keysOf(join).equals(groupedBy(join));
  }

  boolean isGiven(Node node) {
    return !given.isEmpty() && given.contains(node.name());
  }

  /** All nodes that are needed of the asking row, in order, without the given. */
  List<Node> ofRow() {
    return ofRow;
  }

  /** Whether a node is needed of the asking row, and not given. */
  boolean isOfRow(Node node) {
    return reached.get(node.position()) && !isGiven(node);
  }

  /** The aggregates and lookups. */
  Stream<Node> joins() {
    return ofRow().stream().filter(Needs::isJoin);
  }

  /** Whether anything depends on the time at which a row asks. */
  boolean askInTime() {
    return ofRow().stream().anyMatch(Needs::asksInTime);
  }

  private static boolean asksInTime(Node node) {
    return node.definition() instanceof Definition.AsOf
        || (isJoin(node) && sourceOf(node).eventTime().isPresent());
  }

  /** The columns of the spine to read. */
  List<Node> columns() {
    return ofRow().stream().filter(node -> node.definition() instanceof Definition.Column).toList();
  }

  /** The inputs, fitted values and overrides that rows or events need, in order. */
  List<Node> supplied() {
    BitSet needed = (BitSet) reached.clone();
    needed.or(ofEvents);
    return graph.at(needed).stream()
        .filter(node -> node.definition() instanceof Definition.Input || isGiven(node))
        .toList();
  }

  /** What the events of some aggregates and lookups need, in order, without the given. */
  List<Node> ofEvents(List<Node> joins) {
    Set<Node> read = new HashSet<>();
    joins.forEach(join -> read.addAll(readByJoin(join)));
    return graph.upstreamOf(read, given).stream().filter(node -> !isGiven(node)).toList();
  }
}
