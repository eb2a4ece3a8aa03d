package rowan.state;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * The times of an {@link EventClock} as a table keeps them: as text of one length, which is in
 * order as the times are.
 */
final class TableClock {

  /** The note of the time of the latest event. */
  static final String LATEST = "latest";

  /** The note of the horizon. */
  static final String HORIZON = "horizon";

  private static final int DIGITS = 20;

  private TableClock() {}

  static byte[] write(long time) {
    String digits = Long.toUnsignedString(time ^ Long.MIN_VALUE);
    return ("0".repeat(DIGITS - digits.length()) + digits).getBytes(US_ASCII);
  }

  /** Sets a clock to times that were written; null when none were. */
  static void read(byte @Nullable [] latest, byte @Nullable [] horizon, EventClock clock) {
    if (latest != null) {
      clock.happened(time(latest));
    }
    if (horizon != null) {
      clock.startsAt(time(horizon));
    }
  }

  private static long time(byte[] text) {
    return Long.parseUnsignedLong(new String(text, US_ASCII)) ^ Long.MIN_VALUE;
  }
}
