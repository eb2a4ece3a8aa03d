package rowan.state;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import rowan.type.Micros;

/**
 * How long, and how much, a scorer remembers of the past. Time is that of the events: the latest of
 * them says what is late. One that is dated far ahead, by a wrong clock say, would make all that
 * follow late; where that may be, refuse it with {@link #ahead}.
 *
 * @param lateness how long after an event that happened later another may still come, and how long
 *     before the latest event a row may ask; of whole seconds
 * @param mostKeys how many keys are kept in memory for each pass of a plan; places that outlive the
 *     process keep all
 * @param mostEvents how many events of each source are kept for a key
 * @param ahead how far after the time of this machine an event may be dated; {@link
 *     ChronoUnit#FOREVER} for any
 */
public record Retention(Duration lateness, long mostKeys, int mostEvents, Duration ahead) {

  /** A day of lateness, as many keys and events as windows need, and events of any time. */
  public static final Retention DEFAULT =
      new Retention(
          Duration.ofDays(1), Long.MAX_VALUE, Integer.MAX_VALUE, ChronoUnit.FOREVER.getDuration());

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the lateness is negative or not of whole seconds, nothing
   *     may be kept, or events must be dated before they can come
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
    if (ahead.isNegative()) {
      throw new IllegalArgumentException(
          "Events may be dated %s ahead; that must not be negative".formatted(ahead));
    }
  }

  /** This, with another lateness. */
  public Retention lateness(Duration newLateness) {
    return new Retention(newLateness, mostKeys, mostEvents, ahead);
  }

  /**
   * This, with at most so many keys for each pass. Events of further keys are lost, and rows that
   * should see them get scores that say so. Only memory is bounded so: what outlives the process is
   * on a disk or in a server, which keep all keys of which rows may still see anything, and say
   * when they are full.
   */
  public Retention mostKeys(long keys) {
    return new Retention(lateness, keys, mostEvents, ahead);
  }

  /**
   * This, with at most so many events of each source for a key. When there are more, the oldest are
   * lost, and rows that should see them get scores that say so.
   */
  public Retention mostEvents(int events) {
    return new Retention(lateness, mostKeys, events, ahead);
  }

  /**
   * This, with events refused that are dated further ahead of the time of this machine. An event
   * that is replayed long after it happened is never refused for that.
   */
  public Retention ahead(Duration newAhead) {
    return new Retention(lateness, mostKeys, mostEvents, newAhead);
  }
}
