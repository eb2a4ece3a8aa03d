package rowan.type;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Time as columns store it: instants and local date-times as microseconds since the epoch, dates as
 * days since it. What is finer than a microsecond is floored.
 */
public final class Micros {

  private static final long PER_SECOND = 1_000_000;

  /** Nearer than this to the epoch, no instant is out of range. */
  private static final long SAFE_SECONDS = Long.MAX_VALUE / PER_SECOND;

  private Micros() {}

  /**
   * The microsecond that {@code instant} falls into.
   *
   * @throws IllegalArgumentException when it is further from the epoch than 64 bits can say
   */
  public static long of(Instant instant) {
    try {
      return exactly(instant);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the instant " + instant + " is out of range (64 bits of microseconds)", e);
    }
  }

  private static long exactly(Instant instant) {
    long seconds = instant.getEpochSecond();
    int micros = instant.getNano() / 1000;
    // A negative second is rounded up before it is scaled, or the smallest micros overflow.
    return seconds < 0
        ? Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), (long) micros - PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, PER_SECOND), micros);
  }

  /** As {@link #of(Instant)}, for a date-time without a zone. */
  public static long of(LocalDateTime dateTime) {
    try {
      return exactly(dateTime.toInstant(ZoneOffset.UTC));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the date-time " + dateTime + " is out of range (64 bits of microseconds)", e);
    }
  }

  /**
   * The days from 1970-01-01 to {@code date}.
   *
   * @throws IllegalArgumentException when 32 bits cannot hold them
   */
  public static int days(LocalDate date) {
    long days = date.toEpochDay();
    if (days != (int) days) {
      throw new IllegalArgumentException("the date " + date + " is out of range (32 bits of days)");
    }
    return (int) days;
  }

  /** The instant {@code micros} microseconds after the epoch. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
  }

  /** As {@link #instant}, for a date-time without a zone. */
  public static LocalDateTime dateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND),
        (int) Math.floorMod(micros, PER_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  /** {@code instant} without what is finer than a microsecond. */
  public static Instant floor(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds <= -SAFE_SECONDS || seconds >= SAFE_SECONDS) {
      of(instant); // the exact range check
    }
    int nanos = instant.getNano();
    int finer = nanos == 0 ? 0 : nanos % 1000; // mostly 0, and to divide costs as much as a feature
    return finer == 0 ? instant : Instant.ofEpochSecond(seconds, nanos - finer);
  }

  /**
   * The microseconds of a duration, without what is finer.
   *
   * @throws IllegalArgumentException when 64 bits do not hold them
   */
  public static long of(Duration duration) {
    try {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / 1000);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the duration %s is out of range (64 bits of microseconds)".formatted(duration), e);
    }
  }

  /**
   * The fixed duration that {@code text} spells: a whole number and one of {@code d} (24 hours),
   * {@code h}, {@code m}, {@code s}.
   *
   * @throws IllegalArgumentException when it spells none
   */
  public static Duration duration(String text) {
    if (text.matches("[0-9]{1,9}[dhms]")) {
      long amount = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 'd' -> Duration.ofDays(amount);
        case 'h' -> Duration.ofHours(amount);
        case 'm' -> Duration.ofMinutes(amount);
        default -> Duration.ofSeconds(amount);
      };
    }
    throw new IllegalArgumentException(
        "Invalid duration \"%s\" (a whole number and d, h, m or s, such as 7d)".formatted(text));
  }

  /**
   * A duration of whole seconds as {@link #duration} takes it, in the largest unit that it fills.
   */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
