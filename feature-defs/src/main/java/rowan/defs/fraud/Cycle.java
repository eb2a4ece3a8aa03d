package rowan.defs.fraud;

/**
 * A place on a circle of radius 1, so that the end of a day or week lies beside its beginning.
 *
 * @param sin the sine of the angle from the start of the cycle
 * @param cos the cosine of that angle
 */
public record Cycle(double sin, double cos) {

  /** The place after {@code part} of a cycle that is {@code whole} long, both in one unit. */
  static Cycle at(double part, double whole) {
    double angle = 2 * Math.PI * part / whole;
    return new Cycle(StrictMath.sin(angle), StrictMath.cos(angle));
  }
}
