package rowan.model;

import java.io.Serializable;

/**
 * The function of a mean that a generalized linear model takes to be a weighted sum.
 *
 * @param kind which function
 * @param power of {@link Kind#POWER} the exponent, not 0; of all others 1
 */
public record Link(Kind kind, double power) implements Serializable {

  /** A function by its name in statistics. */
  public enum Kind {
    /** The mean itself. */
    IDENTITY,
    /** The natural logarithm. */
    LOG,
    /** The logarithm of the odds. */
    LOGIT,
    /** The complementary log-log function. */
    CLOGLOG,
    /** One by the mean. */
    INVERSE,
    /** The square root. */
    SQRT,
    /** Any other power. */
    POWER
  }

  public Link {
    if (kind == Kind.POWER ? power == 0 || !Double.isFinite(power) : power != 1) {
      throw new IllegalArgumentException("A link %s has no power %s".formatted(kind, power));
    }
  }

  /** A function that is no power, or one of the powers that have names. */
  public static Link of(Kind kind) {
    return new Link(kind, 1);
  }

  /** A power of the mean. */
  public static Link power(double power) {
    return new Link(Kind.POWER, power);
  }

  /** The inverse. {@code StrictMath} gives the same bits on every processor. */
  double mean(double sum) {
    return switch (kind) {
      case IDENTITY -> sum;
      case LOG -> StrictMath.exp(sum);
      case LOGIT -> 1 / (1 + StrictMath.exp(-sum));
      case CLOGLOG -> 1 - StrictMath.exp(-StrictMath.exp(sum));
      case INVERSE -> 1 / sum;
      case SQRT -> sum * sum;
      case POWER -> StrictMath.pow(sum, 1 / power);
    };
  }
}
