package rowan.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;

/**
 * The steps that answer a request. Only what the wanted features depend on is in it, and nothing
 * behind an override.
 *
 * @param graph the graph that the steps compute
 * @param scan the rows to compute features for; empty when no wanted feature describes rows
 * @param supply the values that the caller gives, or that inputs have by default
 * @param compute row features and aggregates, in an order in which each has what it needs
 * @param select what comes out
 * @param asOf when all rows ask; empty when each asks at its own event time
 */
public record Plan(
    Graph graph,
    Optional<Step.Scan> scan,
    Step.Supply supply,
    List<Step> compute,
    Step.Select select,
    Optional<Instant> asOf) {

  public Plan {
    compute = List.copyOf(compute);
  }

  /**
   * Plans the given features, by name in any spelling.
   *
   * @throws CheckException with everything that is wrong with the request
   */
  public static Plan of(Graph graph, String... features) {
    return of(graph, Request.of(features));
  }

  /**
   * Plans a request.
   *
   * @throws CheckException with everything that is wrong with it: nothing wanted, unknown names,
   *     wanted features of several sources
   */
  public static Plan of(Graph graph, Request request) {
    List<Problem> problems = new ArrayList<>();
    Set<Node> wanted = resolve(graph, request.features(), problems);
    Set<Node> overrides = resolve(graph, List.copyOf(request.overrides()), problems);
    if (request.features().isEmpty()) {
      problems.add(Problem.at("nothing-wanted", "request", "Name at least one feature."));
    }
    wanted.stream()
        .filter(node -> !node.type().isColumn())
        .map(Plan::noColumn)
        .forEach(problems::add);
    List<Node> needed = graph.upstreamOf(wanted, names(overrides));
    List<SourceTable> sources = sources(graph, wanted);
    if (sources.size() > 1) {
      problems.add(severalSources(wanted));
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot plan features of " + graph.title(), problems);
    }
    Optional<SourceTable> source = sources.stream().findFirst();
    return new Plan(
        graph,
        source.map(table -> new Step.Scan(table, columns(needed, overrides))),
        new Step.Supply(supplied(needed, overrides)),
        List.copyOf(levels(needed, overrides)),
        new Step.Select(identity(graph, source), List.copyOf(wanted)),
        request.asOf());
  }

  private static Set<Node> resolve(Graph graph, List<String> names, List<Problem> problems) {
    Set<Node> resolved = new LinkedHashSet<>();
    for (String name : names) {
      graph.find(name).ifPresentOrElse(resolved::add, () -> problems.add(graph.unknown(name)));
    }
    return resolved;
  }

  private static Set<String> names(Set<Node> nodes) {
    return nodes.stream().map(Node::name).collect(Collectors.toSet());
  }

  /** The sources whose rows the wanted features describe, whatever of them is overridden. */
  private static List<SourceTable> sources(Graph graph, Set<Node> wanted) {
    Set<String> described =
        wanted.stream().flatMap(node -> node.source().stream()).collect(Collectors.toSet());
    return graph.sources().stream().filter(source -> described.contains(source.table())).toList();
  }

  private static List<Node> columns(List<Node> needed, Set<Node> overrides) {
    return needed.stream()
        .filter(node -> node.definition() instanceof Definition.Column)
        .filter(node -> !overrides.contains(node))
        .toList();
  }

  private static List<Node> supplied(List<Node> needed, Set<Node> overrides) {
    return needed.stream()
        .filter(node -> node.definition() instanceof Definition.Input || overrides.contains(node))
        .toList();
  }

  private static List<Step.RowFeatures> levels(List<Node> needed, Set<Node> overrides) {
    Map<Integer, List<Node>> byLevel =
        needed.stream()
            .filter(node -> node.isFeature() && !overrides.contains(node))
            .collect(Collectors.groupingBy(Node::level, TreeMap::new, Collectors.toList()));
    return byLevel.values().stream().map(Step.RowFeatures::new).toList();
  }

  private static List<Node> identity(Graph graph, Optional<SourceTable> source) {
    return graph.nodes().stream()
        .filter(node -> source.isPresent() && isIdentity(node.definition(), source.get()))
        .toList();
  }

  private static boolean isIdentity(Definition definition, SourceTable source) {
    return definition instanceof Definition.Column column
        && column.source().equals(source)
        && (column.component().rowKey() || column.component().eventTime());
  }

  private static Problem noColumn(Node node) {
    return Problem.at(
        "unsupported-type",
        "\"" + node.name() + "\"",
        "No column can hold %s; ask for the features that are computed from it."
            .formatted(node.type().withArticle()));
  }

  private static Problem severalSources(Set<Node> wanted) {
    Map<String, List<String>> bySource =
        wanted.stream()
            .filter(node -> node.source().isPresent())
            .collect(
                Collectors.groupingBy(
                    node -> node.source().orElseThrow(),
                    TreeMap::new,
                    Collectors.mapping(Node::name, Collectors.toList())));
    return Problem.at(
        "several-sources",
        "request",
        "The features describe rows of different sources; ask for those of one at a time: "
            + bySource.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .collect(Collectors.joining(", "))
            + ".");
  }

  /** The source whose rows the plan computes features for. */
  public Optional<SourceTable> spine() {
    return scan.map(Step.Scan::source);
  }

  /** The steps in order. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    scan.ifPresent(steps::add);
    if (!supply.nodes().isEmpty()) {
      steps.add(supply);
    }
    steps.addAll(compute);
    steps.add(select);
    return steps;
  }

  /** The spine's as-of time, when a feature reads it. */
  public Optional<Node> asOfNode() {
    return compute.stream()
        .flatMap(Plan::reads)
        .map(graph::known)
        .filter(node -> node.definition() instanceof Definition.AsOf)
        .findFirst();
  }

  private static Stream<String> reads(Step step) {
    if (step instanceof Step.RowFeatures level) {
      return level.nodes().stream().flatMap(node -> node.dependencies().stream());
    }
    return step instanceof Step.Aggregates pass
        ? pass.on().stream().map(Node::name)
        : Stream.empty();
  }

  /** The wanted features, in order. */
  public List<Node> features() {
    return select.features();
  }

  /** The plan as text, one step after the other. */
  @Override
  public String toString() {
    return PlanText.print(this);
  }
}
