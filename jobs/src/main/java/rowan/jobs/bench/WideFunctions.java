package rowan.jobs.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the features of the wide benchmark compute. */
public final class WideFunctions {

  private WideFunctions() {}

  /** A part of a whole. */
  public static double share(double a, double b) {
    return a / (Math.abs(b) + 1);
  }

  /** The mean of two. */
  public static double blend(double a, double b) {
    return a * 0.5 + b * 0.5;
  }

  /** How far two are apart. */
  public static double gap(double a, double b) {
    return Math.abs(a - b);
  }

  /** A number whose large values count less. */
  public static double damped(double a, double b) {
    return Math.sqrt(Math.abs(a)) + b;
  }

  /** A text's length, weighted. */
  public static double letters(String a, double b) {
    return a.length() * b;
  }

  /** The seconds from one time to another. */
  public static double seconds(Instant a, Instant b) {
    return ChronoUnit.MICROS.between(a, b) / 1e6;
  }

  /** The longer text. */
  public static String longer(String a, String b) {
    return a.length() >= b.length() ? a : b;
  }

  /** The later time. */
  public static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
