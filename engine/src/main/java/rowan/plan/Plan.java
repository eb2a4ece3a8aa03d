package rowan.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;

/**
 * The steps that answer a request. Only what the wanted features depend on is in it, and nothing
 * behind an override. An as-of time is in no step: it is there when a row is.
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
   *     wanted features of several sources, keys that the spine does not have, features that are
   *     called as its columns, no as-of time
   */
  public static Plan of(Graph graph, Request request) {
    return new Planner(graph, request).plan();
  }

  /** The source whose rows the plan computes features for. */
  public Optional<SourceTable> spine() {
    return scan.map(Step.Scan::source);
  }

  /** Every source whose rows or events the plan reads, the spine first. */
  public List<SourceTable> sources() {
    Set<SourceTable> sources = new LinkedHashSet<>(spine().stream().toList());
    for (Step step : compute) {
      if (step instanceof Step.Aggregates pass) {
        pass.events().forEach(events -> sources.add(events.source()));
      }
    }
    return List.copyOf(sources);
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
        .flatMap(this::reads)
        .filter(node -> node.definition() instanceof Definition.AsOf)
        .findFirst();
  }

  private Stream<Node> reads(Step step) {
    if (step instanceof Step.RowFeatures level) {
      return level.nodes().stream().flatMap(node -> graph.dependenciesOf(node).stream());
    }
    return step instanceof Step.Aggregates pass ? pass.on().stream() : Stream.empty();
  }

  /**
   * How long after its row each node that the plan reads, is given or computes is known, by name.
   * It is that of the columns it reads behind overrides, and of labels; what is not zero cannot be
   * served.
   */
  public Map<String, Duration> knownAfter() {
    return ServingDelay.of(this);
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
