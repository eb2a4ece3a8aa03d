package rowan.aggregate;

/**
 * A number as the sum of two doubles, of which the second is less than half a unit in the last
 * place of the first: 106 bits (Dekker, "A floating-point technique for extending the available
 * precision", 1971). The relative error of an operation is at most 2^-100, if nothing overflows or
 * underflows; that of a difference is relative to the greater operand.
 */
record Twofold(double high, double low) {

  private static final double SPLITTER = 0x1p27 + 1;

  /** The exact sum of two numbers, of which the first is zero or at least as great. */
  static Twofold ofOrdered(double greater, double lesser) {
    double sum = greater + lesser;
    return new Twofold(sum, lesser - (sum - greater));
  }

  private static Twofold ofSum(double x, double y) {
    double sum = x + y;
    double ofY = sum - x;
    return new Twofold(sum, (x - (sum - ofY)) + (y - ofY));
  }

  private static Twofold ofProduct(double x, double y) {
    double product = x * y;
    double xHigh = head(x);
    double xLow = x - xHigh;
    double yHigh = head(y);
    double yLow = y - yHigh;
    double error = ((xHigh * yHigh - product) + xHigh * yLow + xLow * yHigh) + xLow * yLow;
    return new Twofold(product, error);
  }

  /** The leading 26 bits. */
  private static double head(double x) {
    double shifted = SPLITTER * x;
    return shifted - (shifted - x);
  }

  Twofold times(double factor) {
    Twofold product = ofProduct(high, factor);
    return ofOrdered(product.high, product.low + low * factor);
  }

  Twofold squared() {
    Twofold product = ofProduct(high, high);
    return ofOrdered(product.high, product.low + 2 * (high * low));
  }

  /** Multiplied by a power of two. */
  Twofold scaled(double power) {
    return new Twofold(high * power, low * power);
  }

  Twofold minus(Twofold other) {
    Twofold difference = ofSum(high, -other.high);
    return ofOrdered(difference.high, difference.low + (low - other.low));
  }

  Twofold dividedBy(double divisor) {
    double quotient = high / divisor;
    Twofold product = ofProduct(quotient, divisor);
    double rest = (high - product.high) - product.low + low;
    return ofOrdered(quotient, rest / divisor);
  }

  /**
   * The double nearest to a number that this one stands for; NaN when the error leaves that open.
   *
   * @param error how far off that number may be at most, relative to it
   */
  double rounded(double error) {
    double margin = Math.abs(high) * error;
    double from = high + (low - margin);
    double to = high + (low + margin);
    return from == to ? to : Double.NaN;
  }
}
