package rowan.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.type.Type.Scalar;

/**
 * The order of the computing steps, by stages: first every row feature that can be computed, level
 * by level; then, in one pass for each key, every aggregate and lookup whose key is ready; and so
 * on (Kahn 1962, in time linear in nodes and edges).
 */
final class Schedule {

  private final Graph graph;
  private final Needs needs;
  private final List<Task> tasks = new ArrayList<>();
  private final Deque<Task> readyFeatures = new ArrayDeque<>();
  private final List<Task> readyJoins = new ArrayList<>();

  /** A feature to compute. */
  private static final class Task {

    private final Node node;
    private final List<Task> consumers = new ArrayList<>();
    private int waitsFor;

    Task(Node node) {
      this.node = node;
    }

    void waitFor(Task other) {
      other.consumers.add(this);
      waitsFor++;
    }
  }

  Schedule(Graph graph, Needs needs) {
    this.graph = graph;
    this.needs = needs;
    needs.ofRow().stream().filter(Node::isFeature).map(Task::new).forEach(tasks::add);
    @Nullable Task[] byNode = new @Nullable Task[graph.nodes().size()];
    tasks.forEach(task -> byNode[task.node.position()] = task);
    for (Task task : tasks) {
      for (Node needed : needs.of(task.node)) {
        Task first = byNode[needed.position()];
        if (first != null) {
          task.waitFor(first);
        }
      }
      if (task.waitsFor == 0) {
        makeReady(task);
      }
    }
  }

  List<Step> steps(Consumer<Problem> report) {
    List<Step> steps = new ArrayList<>();
    while (!readyFeatures.isEmpty() || !readyJoins.isEmpty()) {
      steps.addAll(levels(takeFeatures()));
      steps.addAll(passes(takeJoins()));
    }
    tasks.stream()
        .filter(task -> Needs.isJoin(task.node) && task.waitsFor > 0)
        .findFirst()
        .ifPresent(stuck -> report.accept(cycle(stuck.node)));
    return steps;
  }

  private void makeReady(Task task) {
    if (Needs.isJoin(task.node)) {
      readyJoins.add(task);
    } else {
      readyFeatures.add(task);
    }
  }

  private void finish(Task task) {
    for (Task consumer : task.consumers) {
      consumer.waitsFor--;
      if (consumer.waitsFor == 0) {
        makeReady(consumer);
      }
    }
  }

  private List<Node> takeFeatures() {
    List<Task> taken = new ArrayList<>();
    while (!readyFeatures.isEmpty()) {
      Task task = readyFeatures.removeFirst();
      taken.add(task);
      finish(task);
    }
    return inOrder(taken);
  }

  private List<Node> takeJoins() {
    List<Task> taken = List.copyOf(readyJoins);
    readyJoins.clear();
    taken.forEach(this::finish);
    return inOrder(taken);
  }

  private static List<Node> inOrder(List<Task> taken) {
    return taken.stream()
        .sorted(Comparator.comparingInt(task -> task.node.position()))
        .map(task -> task.node)
        .toList();
  }

  private static List<Step.RowFeatures> levels(List<Node> features) {
    Map<Integer, List<Node>> byLevel =
        features.stream()
            .collect(Collectors.groupingBy(Node::level, TreeMap::new, Collectors.toList()));
    return byLevel.values().stream().map(Step.RowFeatures::new).toList();
  }

  /**
   * What the joins of a pass share.
   *
   * @param on the asking row's key
   * @param rounded which columns of it are rounded, from a long to the events' double: another join
   *     may tell apart what is one key there
   */
  private record Key(List<Node> on, List<Boolean> rounded) {}

  private List<Step.Aggregates> passes(List<Node> joins) {
    Map<Key, List<Node>> byKey =
        joins.stream()
            .collect(Collectors.groupingBy(this::key, LinkedHashMap::new, Collectors.toList()));
    return byKey.entrySet().stream()
        .map(pass -> new Step.Aggregates(pass.getKey().on(), events(pass.getValue())))
        .toList();
  }

  private Key key(Node join) {
    List<Node> on = needs.keysOf(join);
    List<Node> by = needs.groupedBy(join);
    List<Boolean> rounded = new ArrayList<>();
    for (int i = 0; i < on.size(); i++) {
      rounded.add(on.get(i).type() == Scalar.LONG && by.get(i).type() == Scalar.DOUBLE);
    }
    return new Key(on, rounded);
  }

  /** The same source may be grouped in several ways: once as the sender, once as the receiver. */
  private List<Events> events(List<Node> joins) {
    List<Events> events = new ArrayList<>();
    for (SourceTable source : graph.sources()) {
      joins.stream()
          .filter(join -> Needs.sourceOf(join).equals(source))
          .collect(Collectors.groupingBy(needs::groupedBy, LinkedHashMap::new, Collectors.toList()))
          .forEach((by, alike) -> events.add(events(source, by, alike)));
    }
    return events;
  }

  private Events events(SourceTable source, List<Node> by, List<Node> joins) {
    boolean spine = needs.isOverSpine(joins.get(0));
    List<Node> read = needs.ofEvents(joins);
    return new Events(
        source,
        spine,
        by,
        read.stream().filter(node -> node.definition() instanceof Definition.Column).toList(),
        spine ? List.of() : levels(read.stream().filter(Node::isRowFeature).toList()),
        joins.stream().filter(join -> join.definition() instanceof Definition.Aggregate).toList(),
        joins.stream().filter(join -> join.definition() instanceof Definition.Lookup).toList());
  }

  private Problem cycle(Node stuck) {
    return Problem.at(
        "cycle",
        stuck.definition().place(),
        "The asking row's key (%s) depends on \"%s\" itself, or on a feature that waits for it; name another key."
            .formatted(
                needs.keysOf(stuck).stream().map(Node::name).collect(Collectors.joining(", ")),
                stuck.name()));
  }
}
