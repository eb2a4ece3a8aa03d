package rowan.aggregate;

import java.math.BigInteger;

/** Quotients of whole numbers, rounded once. */
final class Rational {

  private Rational() {}

  /**
   * {@code numerator / denominator * 2^exponent}, rounded to nearest, ties to even. A zero is +0.0;
   * what is beyond the range of double is infinite.
   */
  static double round(BigInteger numerator, BigInteger denominator, int exponent) {
    if (numerator.signum() == 0) {
      return 0.0;
    }
    BigInteger dividend = numerator.abs();
    BigInteger divisor = denominator.abs();
    // Enough bits that the quotient has 65 or 66.
    int scale = 66 - dividend.bitLength() + divisor.bitLength();
    BigInteger[] parts = shifted(dividend, scale).divideAndRemainder(shifted(divisor, -scale));
    int extra = parts[0].bitLength() - 64;
    boolean more = parts[1].signum() != 0 || parts[0].getLowestSetBit() < extra;
    long bits = parts[0].shiftRight(extra).longValue();
    double rounded = LeadingBits.round(bits, more, exponent - scale + extra);
    return numerator.signum() == denominator.signum() ? rounded : -rounded;
  }

  /** {@code value} shifted to the left; not at all when {@code places} is negative. */
  private static BigInteger shifted(BigInteger value, int places) {
    return places > 0 ? value.shiftLeft(places) : value;
  }
}
