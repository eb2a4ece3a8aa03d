package rowan.graph;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;
import rowan.aggregate.WindowSpec;
import rowan.type.Micros;

/** The values of an {@code @Over}, as its author wrote them. */
public record OverUse(
    List<String> by,
    List<String> on,
    List<String> window,
    List<String> ahead,
    Bounds bounds,
    String delay,
    int rows,
    Ties ties,
    Exclusion excluding,
    String hop,
    Convention rules) {

  public OverUse {
    by = List.copyOf(by);
    on = List.copyOf(on);
    window = List.copyOf(window);
    ahead = List.copyOf(ahead);
  }

  /** What the asking row calls the key. */
  List<String> askedOn() {
    return on.isEmpty() ? by : on;
  }

  /**
   * One of the windows, or that of all events.
   *
   * @throws IllegalArgumentException when the parts do not fit; the message is a sentence without a
   *     dot
   */
  WindowSpec window(Optional<String> length) {
    @Nullable Duration back = length.map(Micros::duration).orElse(null);
    if (!ahead.isEmpty()) {
      return ahead(back);
    }
    return rules == Convention.ROWAN ? asWritten(back) : byConvention(back).lastRows(rows);
  }

  private WindowSpec ahead(@Nullable Duration length) {
    require(
        length != null
            && bounds == Bounds.BEFORE
            && rows == 0
            && hop.isEmpty()
            && rules == Convention.ROWAN,
        "A window ahead has a length, and no bounds, rows, hop or rules");
    return WindowSpec.ahead(Objects.requireNonNull(length))
        .delayedBy(Micros.duration(delay))
        .withTies(ties)
        .excluding(excluding);
  }

  private WindowSpec asWritten(@Nullable Duration length) {
    return new WindowSpec(
        length,
        bounds,
        Micros.duration(delay),
        ties,
        excluding,
        rows,
        hop.isEmpty() ? null : Micros.duration(hop),
        false);
  }

  private WindowSpec byConvention(@Nullable Duration length) {
    require(
        bounds == Bounds.BEFORE
            && ties == Ties.EARLIER
            && excluding == Exclusion.NOTHING
            && hop.isEmpty(),
        "The rules %s set bounds, ties and hop; leave these out".formatted(rules));
    Duration late = Micros.duration(delay);
    require(
        late.isZero() || rules == Convention.FEATHR, "The rules %s know no delay".formatted(rules));
    require(length != null, "The rules %s are rules of a window; give one".formatted(rules));
    Duration back = Objects.requireNonNull(length);
    return switch (rules) {
      case CHRONON -> WindowSpec.chronon(back);
      case OPENMLDB -> WindowSpec.openmldb(back);
      case FEATHR -> WindowSpec.feathr(back, late);
      case PANDAS -> WindowSpec.pandas(back);
      case SPARK_RANGE -> WindowSpec.sparkRange(back);
      case ROWAN -> throw new IllegalStateException("these rules are no convention");
    };
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The windows in order, back or ahead, each as its author wrote it. */
  List<String> lengths() {
    return ahead.isEmpty() ? window : ahead;
  }
}
