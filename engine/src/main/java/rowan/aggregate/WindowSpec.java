package rowan.aggregate;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;

/**
 * Which events of a key an asking row sees. The steps, in order: bounds, ties and exclusions, row
 * limit; then the operator's condition, and null values are skipped.
 *
 * @param length how long the window is, a fixed time; null when it reaches to the beginning
 * @param bounds which ends belong to it
 * @param delay how far before the asking row it ends; of a window ahead, how far after it begins
 * @param ties which events at the very time of the asking row are in it
 * @param exclusion what is taken out of it
 * @param rows how many events, the latest, are in it at most; 0 when as many as there are
 * @param hop what its lower bound is floored to, from the epoch, UTC; null when nothing
 * @param ahead whether it looks forward: {@code (t+d, t+d+w]}, for labels
 */
public record WindowSpec(
    @Nullable Duration length,
    Bounds bounds,
    Duration delay,
    Ties ties,
    Exclusion exclusion,
    int rows,
    @Nullable Duration hop,
    boolean ahead)
    implements Serializable {

  /** Since the beginning, to before the asking row. */
  public static final WindowSpec EVER =
      new WindowSpec(
          null, Bounds.BEFORE, Duration.ZERO, Ties.EARLIER, Exclusion.NOTHING, 0, null, false);

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException when they do not fit; the message is a sentence without a dot
   */
  public WindowSpec {
    requireRange(length);
    requireRange(delay);
    requireRange(hop);
    require(length == null || isPositive(length), "A window has a length above zero");
    require(!delay.isNegative(), "A delay is not negative");
    require(rows >= 0, "A row limit is not negative");
    require(hop == null || isPositive(hop), "A hop has a length above zero");
    require(hop == null || length != null, "A hop needs a window");
    boolean reachesAsker = bounds.isUntilIncluded() && delay.isZero() && !ahead;
    require(
        reachesAsker || (ties == Ties.EARLIER && exclusion == Exclusion.NOTHING),
        "Ties and exclusions need a window that reaches the asking row (UP_TO or CLOSED, no delay)");
    require(
        ties == Ties.EARLIER || exclusion == Exclusion.NOTHING,
        "Ties.ALL and an exclusion do not go together");
    require(
        !ahead || (length != null && bounds == Bounds.UP_TO && rows == 0 && hop == null),
        "A window ahead has a length, and no bounds, rows or hop");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static void requireRange(@Nullable Duration duration) {
    if (duration != null) {
      Micros.of(duration);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The events from {@code length} before the asking row to before it. */
  public static WindowSpec of(Duration length) {
    return EVER.over(length);
  }

  /** The events after the asking row, for {@code length}. */
  public static WindowSpec ahead(Duration length) {
    return new WindowSpec(
        length, Bounds.UP_TO, Duration.ZERO, Ties.EARLIER, Exclusion.NOTHING, 0, null, true);
  }

  /**
   * Chronon's temporal windows: {@code [floor(t-w), t)}, floored to a day from 12 days on, to an
   * hour from 12 hours on, else to five minutes (its {@code Resolution.scala}).
   */
  public static WindowSpec chronon(Duration length) {
    Duration hop = Duration.ofMinutes(5);
    if (length.compareTo(Duration.ofDays(12)) >= 0) {
      hop = DAY;
    } else if (length.compareTo(Duration.ofHours(12)) >= 0) {
      hop = Duration.ofHours(1);
    }
    return of(length).hopping(hop);
  }

  /** OpenMLDB's {@code ROWS_RANGE}: {@code [t-w, t]}, of rows tied in time the earlier ones. */
  public static WindowSpec openmldb(Duration length) {
    return of(length).within(Bounds.CLOSED);
  }

  /** Feathr's sliding windows: {@code (t-d-w, t-d]}. */
  public static WindowSpec feathr(Duration length, Duration delay) {
    return of(length).within(Bounds.UP_TO).delayedBy(delay);
  }

  /** {@code rolling} of pandas: {@code (t-w, t]}, of rows tied in time the earlier ones. */
  public static WindowSpec pandas(Duration length) {
    return of(length).within(Bounds.UP_TO);
  }

  /** Spark's {@code RANGE BETWEEN w PRECEDING AND CURRENT ROW}: {@code [t-w, t]}, all ties. */
  public static WindowSpec sparkRange(Duration length) {
    return of(length).within(Bounds.CLOSED).withTies(Ties.ALL);
  }

  /** This, over a length; since the beginning when null. */
  public WindowSpec over(@Nullable Duration newLength) {
    return new WindowSpec(newLength, bounds, delay, ties, exclusion, rows, hop, ahead);
  }

  /** This, within other bounds. */
  public WindowSpec within(Bounds newBounds) {
    return new WindowSpec(length, newBounds, delay, ties, exclusion, rows, hop, ahead);
  }

  /** This, ending earlier. */
  public WindowSpec delayedBy(Duration newDelay) {
    return new WindowSpec(length, bounds, newDelay, ties, exclusion, rows, hop, ahead);
  }

  /** This, with another rule for ties. */
  public WindowSpec withTies(Ties newTies) {
    return new WindowSpec(length, bounds, delay, newTies, exclusion, rows, hop, ahead);
  }

  /** This, with something taken out. */
  public WindowSpec excluding(Exclusion newExclusion) {
    return new WindowSpec(length, bounds, delay, ties, newExclusion, rows, hop, ahead);
  }

  /** This, with at most the latest {@code newRows} events. */
  public WindowSpec lastRows(int newRows) {
    return new WindowSpec(length, bounds, delay, ties, exclusion, newRows, hop, ahead);
  }

  /** This, with its lower bound floored. */
  public WindowSpec hopping(Duration newHop) {
    return new WindowSpec(length, bounds, delay, ties, exclusion, rows, newHop, ahead);
  }

  /** Whether events leave the window again. */
  public boolean evicts() {
    return length != null || rows > 0;
  }

  /** Whether it ends with the asking row itself, so that order decides among ties. */
  public boolean reachesAsker() {
    return bounds.isUntilIncluded() && delay.isZero() && !ahead;
  }

  /** Whether an asking row must wait for later events, or for those tied with it. */
  public boolean looksAhead() {
    return ahead || ties == Ties.ALL;
  }

  /** The first microsecond in the window of a row that asks at {@code time}. */
  public long from(long time) {
    if (ahead) {
      return saturated(time, Micros.of(delay), 1);
    }
    if (length == null) {
      return Long.MIN_VALUE;
    }
    long from = saturated(time, -Micros.of(delay), -Micros.of(length));
    long floored = hop == null ? from : Math.floorDiv(from, Micros.of(hop)) * Micros.of(hop);
    return bounds.isFromIncluded() ? floored : saturated(floored, 1, 0);
  }

  /** The first microsecond after the window of a row that asks at {@code time}. */
  public long until(long time) {
    if (ahead) {
      return saturated(saturated(time, Micros.of(delay), 1), lengthMicros(), 0);
    }
    return saturated(time, -Micros.of(delay), bounds.isUntilIncluded() ? 1 : 0);
  }

  private long lengthMicros() {
    return length == null ? Long.MAX_VALUE : Micros.of(length);
  }

  /** A sum that stops at the ends of time. */
  private static long saturated(long time, long first, long second) {
    return saturated(saturated(time, first), second);
  }

  private static long saturated(long a, long b) {
    long sum = a + b;
    boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
    return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** The window as an interval, such as {@code [t-7d-30d, t-7d)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (ahead) {
      text.append("(t").append(after(delay)).append(", t").append(after(delay));
      return text.append(after(length)).append(']').toString();
    }
    String end = "t" + before(delay);
    String start = length == null ? "beginning" : end + before(length);
    text.append(bounds.isFromIncluded() ? '[' : '(').append(start).append(", ").append(end);
    text.append(bounds.isUntilIncluded() ? ']' : ')');
    text.append(hop == null ? "" : " from whole " + Micros.text(hop));
    text.append(ties == Ties.ALL ? " with all ties" : "");
    text.append(exclusion == Exclusion.CURRENT_ROW ? " without the row itself" : "");
    text.append(exclusion == Exclusion.CURRENT_TIME ? " without ties" : "");
    text.append(rows == 0 ? "" : " last " + rows + " rows");
    return text.toString();
  }

  private static String before(@Nullable Duration duration) {
    return duration == null || duration.isZero() ? "" : "-" + Micros.text(duration);
  }

  private static String after(@Nullable Duration duration) {
    return duration == null || duration.isZero() ? "" : "+" + Micros.text(duration);
  }
}
