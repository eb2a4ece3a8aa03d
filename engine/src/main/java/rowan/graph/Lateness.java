package rowan.graph;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import rowan.type.Micros;

/** How long after its row or event each node of a draft is known; others, at once. */
final class Lateness {

  private final Duration[] late;

  private Lateness(int count) {
    this.late = new Duration[count];
    Arrays.fill(late, Duration.ZERO);
  }

  /**
   * That of nodes.
   *
   * @param ordered each after those that it depends on
   * @param count how many nodes the draft has made
   */
  static Lateness of(List<DraftNode> ordered, int count) {
    Lateness lateness = new Lateness(count);
    ordered.forEach(lateness::add);
    return lateness;
  }

  private void add(DraftNode node) {
    Duration latest = Duration.ZERO;
    for (DraftNode dependency : node.dependencies()) {
      Duration theirs = of(dependency);
      latest = theirs.compareTo(latest) > 0 ? theirs : latest;
    }
    late[node.number()] = of(node.definition(), latest);
  }

  Duration of(DraftNode node) {
    return late[node.number()];
  }

  /**
   * As long as the latest of what it depends on, and a column as its author says. An aggregate is
   * known at once, since a rule makes it wait for what it reads; a label when its window is over; a
   * fitted value before any row. What cannot be read counts as known at once; other rules tell of
   * it.
   */
  private static Duration of(Definition definition, Duration latest) {
    try {
      if (definition instanceof Definition.Column column) {
        return column.component().knownAfter().map(Micros::duration).orElse(Duration.ZERO);
      }
      if (definition instanceof DraftAggregate aggregate) {
        return aggregate.method().label() ? aggregate.reach().plus(latest) : Duration.ZERO;
      }
      return definition instanceof DraftFitted ? Duration.ZERO : latest;
    } catch (IllegalArgumentException e) {
      return Duration.ZERO;
    }
  }
}
