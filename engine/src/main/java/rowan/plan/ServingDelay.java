package rowan.plan;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import rowan.graph.Node;

/** How long after its row each node of a plan is known, in the order in which it is computed. */
final class ServingDelay {

  private final Map<String, Duration> knownAfter = new HashMap<>();

  private ServingDelay() {}

  static Map<String, Duration> of(Plan plan) {
    ServingDelay delay = new ServingDelay();
    plan.scan().ifPresent(scan -> scan.columns().forEach(delay::putOwn));
    plan.supply().nodes().forEach(node -> delay.knownAfter.put(node.name(), Duration.ZERO));
    plan.compute().forEach(delay::put);
    return Map.copyOf(delay.knownAfter);
  }

  private void putOwn(Node node) {
    knownAfter.put(node.name(), node.knownAfter());
  }

  private void put(Step step) {
    if (step instanceof Step.RowFeatures level) {
      level.nodes().forEach(node -> knownAfter.put(node.name(), latest(node.dependencies())));
    } else if (step instanceof Step.Aggregates pass) {
      pass.events()
          .forEach(events -> put(events, latest(pass.on().stream().map(Node::name).toList())));
    }
  }

  /** An aggregate waits for what it reads of its events, so only the asking row's key is late. */
  private void put(Events events, Duration key) {
    events.lookups().forEach(node -> knownAfter.put(node.name(), key));
    for (Node node : events.aggregates()) {
      Duration own = node.knownAfter();
      knownAfter.put(node.name(), own.compareTo(key) > 0 ? own : key);
    }
  }

  private Duration latest(Collection<String> nodes) {
    return nodes.stream()
        .map(node -> knownAfter.getOrDefault(node, Duration.ZERO))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
