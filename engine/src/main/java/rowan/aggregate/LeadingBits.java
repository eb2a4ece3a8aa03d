package rowan.aggregate;

/**
 * The leading bits of a positive number, at first 127 of them, and whether there is anything below.
 * They can be divided twice by a number under 2^31 and still round as the whole quotient does:
 * {@code floor(floor(x/n)/m) = floor(x/(n m))}, and 65 bits are left.
 */
final class LeadingBits {

  private static final int MANTISSA_BITS = 53;
  private static final int BIAS = 1023;

  private long high;
  private long low;
  private boolean more;
  private final int exponent;

  /**
   * Takes five digits of 32 bits, the first not zero.
   *
   * @param more whether any bit below the last digit is set
   * @param exponent the lowest bit of {@code d3} is worth 2^exponent
   */
  LeadingBits(long d0, long d1, long d2, long d3, long d4, boolean more, int exponent) {
    long a = d0 << 32 | d1;
    long b = d2 << 32 | d3;
    int shift = Long.numberOfLeadingZeros(a); // 0 to 31
    long c = d4 << shift;
    a = a << shift | b >>> 1 >>> (63 - shift);
    b = b << shift | c >>> 32;
    this.high = a >>> 1;
    this.low = a << 63 | b >>> 1;
    this.more = more || (b & 1) != 0 || (c & 0xffffffffL) != 0;
    this.exponent = exponent - shift + 1;
  }

  /** Divides by {@code n}, 1 to 2^31 - 1, limb by limb. */
  void divide(long n) {
    long middle = (high % n) << 32 | low >>> 32;
    high /= n;
    long last = (middle % n) << 32 | (low & 0xffffffffL);
    low = (middle / n) << 32 | last / n;
    more |= last % n != 0;
  }

  /** The number rounded to nearest, ties to even; infinite beyond the range of double. */
  double rounded() {
    int shift = Long.numberOfLeadingZeros(high); // 1 to 63
    long bits = high << shift | low >>> (64 - shift);
    return round(bits, more || low << shift != 0, exponent + 64 - shift);
  }

  /**
   * Rounds to nearest, ties to even.
   *
   * @param bits 64 bits, the first set
   * @param more whether the number is a little greater
   * @param exponent the lowest of the bits is worth 2^exponent
   */
  static double round(long bits, boolean more, int exponent) {
    int biased = exponent + 63 + BIAS;
    if (biased > 2 * BIAS) {
      return Double.POSITIVE_INFINITY;
    }
    // A subnormal number has fewer bits.
    int dropped = 64 - MANTISSA_BITS + Math.max(0, 1 - biased);
    if (dropped > 64) {
      return 0.0;
    }
    long kept = dropped == 64 ? 0 : bits >>> dropped;
    long rest = bits << (64 - dropped);
    boolean up = rest < 0 && (rest != Long.MIN_VALUE || more || (kept & 1) != 0);
    // A carry out of the mantissa goes to the exponent, as it should.
    long mantissa = kept + (up ? 1 : 0);
    return Double.longBitsToDouble(((long) Math.max(0, biased - 1) << 52) + mantissa);
  }
}
