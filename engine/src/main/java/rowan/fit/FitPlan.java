package rowan.fit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rowan.graph.Argument;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;

/**
 * How the fitted values of a graph are computed: in passes over the training rows, those that other
 * fitted values depend on first.
 */
public final class FitPlan {

  private final Graph graph;
  private final List<FitStep> steps;
  private final TrainingSpan span;

  private FitPlan(Graph graph, List<FitStep> steps, TrainingSpan span) {
    this.graph = graph;
    this.steps = List.copyOf(steps);
    this.span = span;
  }

  /** Computes what a pass reads of its rows, and shows it all of them, in any order. */
  @FunctionalInterface
  public interface Pass {
    /**
     * Runs a pass.
     *
     * @param inputs the values that the pass's plan takes
     * @return what the operators have seen
     */
    FitState run(FitStep step, FitProgram program, Inputs inputs);
  }

  /**
   * The plan that fits all fitted values of a graph.
   *
   * @throws CheckException as {@link #of(Graph, Request)}
   */
  public static FitPlan of(Graph graph) {
    return of(graph, Request.of(List.of()));
  }

  /**
   * The plan that fits what the features of a request depend on; without features, all fitted
   * values. What the request overrides is not fitted.
   *
   * @throws CheckException when the graph has nothing to fit, or the training rows cannot be
   *     planned
   */
  public static FitPlan of(Graph graph, Request request) {
    List<Node> fitted = fitted(graph, request);
    if (fitted.isEmpty()) {
      throw new CheckException(
          "Cannot fit " + graph.title(),
          List.of(
              Problem.at(
                  "nothing-to-fit",
                  "request",
                  "No feature depends on a fitted value; mark one @Fit beside its operator.")));
    }
    Map<String, Integer> levels = levels(graph, fitted);
    Map<Integer, List<Node>> byLevel =
        fitted.stream()
            .collect(
                Collectors.groupingBy(
                    node -> levels.getOrDefault(node.name(), 0),
                    TreeMap::new,
                    Collectors.toList()));
    List<FitStep> steps = new ArrayList<>();
    byLevel.forEach((level, nodes) -> steps.addAll(steps(graph, request, level, nodes)));
    return new FitPlan(graph, steps, TrainingSpan.ALL);
  }

  private static List<Node> fitted(Graph graph, Request request) {
    Set<String> overridden =
        request.overrides().stream()
            .map(name -> graph.node(name).name())
            .collect(Collectors.toSet());
    List<Node> wanted =
        request.features().isEmpty()
            ? graph.nodes()
            : request.features().stream().map(graph::node).toList();
    return graph.upstreamOf(wanted, overridden).stream()
        .filter(Node::isFitted)
        .filter(node -> !overridden.contains(node.name()))
        .toList();
  }

  /** How many fitted values, one behind the other, each of some depends on. */
  private static Map<String, Integer> levels(Graph graph, List<Node> fitted) {
    Map<String, Integer> levels = new HashMap<>();
    for (Node node : graph.upstreamOf(fitted, Set.of())) {
      int below =
          node.dependencies().stream()
              .mapToInt(name -> levels.getOrDefault(name, 0))
              .max()
              .orElse(0);
      levels.put(node.name(), node.isFitted() ? below + 1 : below);
    }
    return levels;
  }

  private static List<FitStep> steps(Graph graph, Request request, int level, List<Node> fitted) {
    Map<SourceTable, List<Node>> bySource =
        fitted.stream()
            .collect(
                Collectors.groupingBy(
                    FitPlan::rowsOf, java.util.LinkedHashMap::new, Collectors.toList()));
    return bySource.entrySet().stream()
        .map(rows -> new FitStep(level, plan(graph, request, rows), rows.getValue()))
        .toList();
  }

  private static SourceTable rowsOf(Node fitted) {
    return ((Definition.Fitted) fitted.definition()).fitting().rows();
  }

  private static Plan plan(Graph graph, Request request, Map.Entry<SourceTable, List<Node>> rows) {
    List<String> read =
        rows.getValue().stream()
            .flatMap(node -> node.arguments().stream())
            .map(Argument::node)
            .distinct()
            .toList();
    // To count rows, one column of them has to be read.
    List<String> wanted =
        read.isEmpty() ? List.of(graph.columnsOf(rows.getKey()).get(0).name()) : read;
    return Plan.of(
        graph,
        new Request(
            wanted, request.overrides(), Optional.of(rows.getKey().table()), request.asOf()));
  }

  /**
   * This plan, with the training rows of a span of time only; features of theirs see what is before
   * it all the same.
   *
   * @param from the earliest event time; empty for the first
   * @param to what is later than the latest event time; empty for no end
   * @throws CheckException when a source of training rows has no event time
   */
  public FitPlan between(Optional<Instant> from, Optional<Instant> to) {
    List<Problem> timeless =
        steps.stream()
            .map(FitStep::source)
            .distinct()
            .filter(source -> source.eventTime().isEmpty())
            .map(
                source ->
                    Problem.at(
                        "no-event-time",
                        "source \"" + source.table() + "\"",
                        "Its rows have no event time, so they lie in no span; leave the span out, or mark a component of it @EventTime."))
            .toList();
    if (!timeless.isEmpty() && (from.isPresent() || to.isPresent())) {
      throw new CheckException("Cannot fit " + graph.title(), timeless);
    }
    return new FitPlan(graph, steps, new TrainingSpan(from, to));
  }

  /** The graph whose values are fitted. */
  public Graph graph() {
    return graph;
  }

  /** The passes, in order. */
  public List<FitStep> steps() {
    return steps;
  }

  /**
   * Fits all values.
   *
   * @param inputs the inputs of the graph that the training rows need, and what overrides them
   * @throws CheckException when an input is missing, unknown or of another type
   */
  public FittedValues fit(Inputs inputs, Pass pass) {
    checkKnown(inputs);
    FittedValues fitted = FittedValues.none(graph);
    for (FitStep step : steps) {
      FitProgram program = FitProgram.of(step, span);
      Inputs given = fitted.giveTo(step.plan(), inputs.neededBy(step.plan()));
      fitted = fitted.with(program.finish(pass.run(step, program, given)));
    }
    return fitted;
  }

  private void checkKnown(Inputs inputs) {
    List<Problem> unknown =
        inputs.names().stream()
            .filter(name -> graph.find(name.spelled()).isEmpty())
            .map(name -> graph.unknown(name.spelled()))
            .toList();
    if (!unknown.isEmpty()) {
      throw new CheckException("Cannot fit " + graph.title(), unknown);
    }
  }

  /** The passes as text: of which rows, and what is fitted. */
  @Override
  public String toString() {
    return steps.stream()
        .map(
            step ->
                "pass %d over %s:\n".formatted(step.level(), step.source().table())
                    + step.values().stream()
                        .map(
                            node ->
                                "  %s %s = %s\n"
                                    .formatted(node.type(), node.name(), node.computation()))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
