package rowan.model;

/** The distribution that a generalized linear model takes a value to have. */
public enum Family {
  /** Any number. */
  GAUSSIAN,
  /** 0 or 1. */
  BINOMIAL,
  /** Counts. */
  POISSON,
  /** Positive numbers whose spread grows with their mean. */
  GAMMA,
  /** Counts, sums of positive numbers, and what lies between. */
  TWEEDIE;

  /** As near as a mean comes to a bound that it never reaches; that of MLlib. */
  private static final double NEARLY_ZERO = 1e-16;

  /** The nearest number that can be a mean; NaN stays. */
  double within(double mean) {
    return switch (this) {
      case GAUSSIAN -> clamped(mean, -Double.MAX_VALUE, Double.MAX_VALUE);
      case BINOMIAL -> clamped(mean, NEARLY_ZERO, 1 - NEARLY_ZERO);
      case POISSON, GAMMA, TWEEDIE -> clamped(mean, NEARLY_ZERO, Double.MAX_VALUE);
    };
  }

  private static double clamped(double mean, double least, double most) {
    if (mean < least) {
      return least;
    }
    return mean > most ? most : mean;
  }
}
