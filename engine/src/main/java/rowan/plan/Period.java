package rowan.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rowan.aggregate.WindowSpec;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.type.Micros;

/**
 * A span of time, whose rows of the spine are computed: a day, in a job that runs every day.
 *
 * @param from the first moment
 * @param until the first moment after it
 * @param goesOn whether the windows go on from state that was saved at {@code from}; events that
 *     are in it already are then read again only because of what becomes known late
 */
public record Period(Instant from, Instant until, boolean goesOn) {

  /**
   * Which events of a source are read.
   *
   * @param from the time of the first of them; empty for all from the beginning
   * @param until the time before which they are
   */
  public record Reading(Optional<Instant> from, Instant until) {}

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "A period from %s until %s holds no time".formatted(from, until));
    }
  }

  /**
   * Checks that the rows of a plan ask at their own time.
   *
   * @throws CheckException when they do not, so that no row is of a period
   */
  public void check(Plan plan) {
    boolean hasTime = plan.spine().flatMap(SourceTable::eventTime).isPresent();
    if (!hasTime || plan.asOf().isPresent()) {
      throw new CheckException(
          "Cannot compute a period of " + plan.graph().title(),
          List.of(
              Problem.at(
                  "period",
                  plan.spine().map(spine -> "source \"" + spine.table() + "\"").orElse("the plan"),
                  "Its rows have no event time, or ask as of another; leave the period out.")));
    }
  }

  /**
   * The events of a source that rows of the period may see, and those rows themselves: as far back
   * as the longest window and its delay reach. What reaches to the beginning needs all events,
   * unless it goes on from state.
   */
  public Reading reading(Plan plan, SourceTable source) {
    List<WindowSpec> windows = windows(plan, source);
    long begin = Micros.of(from);
    long end = Micros.of(until);
    boolean rereads = !goesOn || !source.rowKey().isEmpty();
    for (WindowSpec window : windows) {
      if (rereads) {
        begin = Math.min(begin, first(window));
      }
      end = Math.max(end, window.until(Micros.of(until) - 1));
    }
    return new Reading(
        begin == Long.MIN_VALUE ? Optional.empty() : Optional.of(Micros.instant(begin)),
        Micros.instant(end));
  }

  private long first(WindowSpec window) {
    boolean isRemembered = goesOn && window.length() == null;
    return isRemembered ? window.until(Micros.of(from)) : window.from(Micros.of(from));
  }

  private static List<WindowSpec> windows(Plan plan, SourceTable source) {
    return plan.compute().stream()
        .filter(Step.Aggregates.class::isInstance)
        .flatMap(step -> ((Step.Aggregates) step).events().stream())
        .filter(events -> events.source().equals(source))
        .flatMap(
            events ->
                Stream.concat(
                    events.aggregates().stream().map(Period::window),
                    events.lookups().stream().map(lookup -> WindowSpec.EVER)))
        .toList();
  }

  private static WindowSpec window(Node aggregate) {
    return ((Definition.Aggregate) aggregate.definition()).aggregation().window();
  }

  /** What is read of each source, as a person reads it. */
  public List<String> describe(Plan plan) {
    return plan.sources().stream()
        .filter(source -> source.eventTime().isPresent())
        .map(source -> describe(source, reading(plan, source)))
        .toList();
  }

  private String describe(SourceTable source, Reading reading) {
    String begin =
        reading
            .from()
            .map(first -> first.truncatedTo(ChronoUnit.SECONDS))
            .map(
                first ->
                    first.equals(from)
                        ? "from " + first
                        : "from %s, %s before".formatted(first, before(first)))
            .orElse("from the beginning");
    return "%s %s, until %s".formatted(source.table(), begin, reading.until());
  }

  private String before(Instant first) {
    return Micros.text(Duration.between(first, from));
  }
}
