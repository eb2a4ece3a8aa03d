package rowan.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;

/** Makes the plan of one request, or tells everything that is wrong with the request. */
final class Planner {

  private final Graph graph;
  private final Request request;
  private final List<Problem> problems = new ArrayList<>();

  Planner(Graph graph, Request request) {
    this.graph = graph;
    this.request = request;
  }

  Plan plan() {
    Set<Node> wanted = resolve(request.features());
    Set<Node> overrides = resolve(List.copyOf(request.overrides()));
    if (request.features().isEmpty()) {
      problems.add(Problem.at("nothing-wanted", "request", "Name at least one feature."));
    }
    wanted.stream()
        .filter(node -> !node.type().isColumn())
        .map(Planner::noColumn)
        .forEach(problems::add);
    Optional<SourceTable> spine =
        new SpineChoice(graph, wanted, overrides).choose(request.spine(), problems::add);
    failOnProblems();
    Needs needs = new Needs(graph, spine, request.asOf(), given(overrides), problems::add);
    needs.addAll(wanted);
    checkAsOf(spine, needs);
    checkNames(spine, needs, wanted);
    failOnProblems();
    List<Step> compute = new Schedule(graph, needs).steps(problems::add);
    failOnProblems();
    return new Plan(
        graph,
        spine.map(source -> new Step.Scan(source, needs.columns())),
        new Step.Supply(needs.supplied()),
        compute,
        new Step.Select(identity(spine), List.copyOf(wanted)),
        request.asOf());
  }

  private void failOnProblems() {
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot plan features of " + graph.title(), problems);
    }
  }

  private Set<Node> resolve(List<String> names) {
    Set<Node> resolved = new LinkedHashSet<>();
    for (String name : names) {
      graph.find(name).ifPresentOrElse(resolved::add, () -> problems.add(graph.unknown(name)));
    }
    return resolved;
  }

  /** What the caller gives beside inputs: overrides, and values that were fitted before. */
  private Set<String> given(Set<Node> overrides) {
    return Stream.concat(overrides.stream(), graph.nodes().stream().filter(Node::isFitted))
        .map(Node::name)
        .collect(Collectors.toSet());
  }

  private static Problem noColumn(Node node) {
    return Problem.at(
        "unsupported-type",
        "\"" + node.name() + "\"",
        "No column can hold %s; ask for the features that are computed from it."
            .formatted(node.type().withArticle()));
  }

  /** Whatever depends on a time needs rows, and a time at which they ask. */
  private void checkAsOf(Optional<SourceTable> spine, Needs needs) {
    if (spine.isEmpty() && needs.joins().findAny().isPresent()) {
      problems.add(
          Problem.at(
              "which-spine",
              "request",
              "Nothing says whose rows to compute the features for; name a source as the spine."));
    }
    boolean asks = request.asOf().isPresent() || spine.flatMap(SourceTable::eventTime).isPresent();
    if (spine.isPresent() && !asks && needs.askInTime()) {
      problems.add(
          Problem.at(
              "no-as-of",
              "request",
              "Rows of \"%s\" have no event time to ask at; give the request an as-of time."
                  .formatted(spine.get().table())));
    }
  }

  /** Rows that ask for the features of other sources have columns which these know nothing of. */
  private void checkNames(Optional<SourceTable> spine, Needs needs, Set<Node> wanted) {
    for (Node column : spine.map(graph::columnsOf).orElse(List.of())) {
      graph
          .findFeature(column.column())
          .filter(node -> needs.isOfRow(node) || wanted.contains(node))
          .ifPresent(node -> problems.add(columnOfSpine(node, column)));
    }
  }

  private static Problem columnOfSpine(Node node, Node column) {
    return Problem.at(
        "duplicate-name",
        node.definition().place(),
        "\"%s\" is also a column of the rows that ask, \"%s\"; rename one of them, or name another source as the spine."
            .formatted(node.name(), column.name()));
  }

  private List<Node> identity(Optional<SourceTable> spine) {
    return spine.stream()
        .flatMap(source -> graph.nodes().stream().filter(node -> isIdentity(node, source)))
        .toList();
  }

  private static boolean isIdentity(Node node, SourceTable source) {
    return node.definition() instanceof Definition.Column column
        && column.source().equals(source)
        && (column.component().rowKey() || column.component().eventTime());
  }
}
