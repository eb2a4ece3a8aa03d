package rowan.state;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import rowan.type.Micros;

/**
 * How long, and how much, a scorer remembers of the past.
 *
 * @param lateness how long after an event that happened later another may still come, and how long
 *     before the latest event a row may ask; of whole seconds
 * @param mostKeys how many keys are kept in memory for each pass of a plan; places that outlive the
 *     process keep all
 * @param mostEvents how many events of each source are kept for a key
 */
public record Retention(Duration lateness, long mostKeys, int mostEvents) {

  /** A day of lateness, and as many keys and events as windows need. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(1), Long.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the lateness is negative or not of whole seconds, or
   *     nothing may be kept
   */
  public Retention {
    if (lateness.isNegative() || !lateness.equals(lateness.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException(
          "The lateness is %s; it must be of whole seconds, and not negative".formatted(lateness));
    }
    Micros.of(lateness); // the range check
    if (mostKeys < 1 || mostEvents < 1) {
      throw new IllegalArgumentException(
          "At most %d keys and %d events of each are to be kept; keep at least one"
              .formatted(mostKeys, mostEvents));
    }
  }

  /** This, with another lateness. */
  public Retention lateness(Duration newLateness) {
    return new Retention(newLateness, mostKeys, mostEvents);
  }

  /**
   * This, with at most so many keys for each pass. Events of further keys are lost, and rows that
   * should see them get scores that say so.
   */
  public Retention mostKeys(long keys) {
    return new Retention(lateness, keys, mostEvents);
  }

  /**
   * This, with at most so many events of each source for a key. When there are more, the oldest are
   * lost, and rows that should see them get scores that say so.
   */
  public Retention mostEvents(int events) {
    return new Retention(lateness, mostKeys, events);
  }
}
