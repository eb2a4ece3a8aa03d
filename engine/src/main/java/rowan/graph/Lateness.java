package rowan.graph;

import java.time.Duration;
import java.util.Collection;
import rowan.type.Micros;

/** How long after its row or event a value is known. */
final class Lateness {

  private Lateness() {}

  /**
   * As long as the latest of what it depends on, and a column as its author says. An aggregate is
   * known at once, since a rule makes it wait for what it reads; a label when its window is over; a
   * fitted value before any row. What cannot be read counts as known at once; other rules tell of
   * it.
   */
  static Duration of(Definition definition, Collection<Duration> dependencies) {
    Duration latest = dependencies.stream().max(Duration::compareTo).orElse(Duration.ZERO);
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
