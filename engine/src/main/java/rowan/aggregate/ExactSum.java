package rowan.aggregate;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * A sum without any rounding, of doubles, of products of doubles, and of whole numbers. What was
 * added can be subtracted again, in any order, and leaves no trace. Only a result is rounded, once,
 * to nearest, ties to even.
 *
 * <p>The sum is a fixed-point number in digits of 32 bits. Each digit is kept in a long, so that
 * carries can wait (Kulisch's accumulator with the deferred carries of Neal, "Fast Exact Summation
 * Using Small and Large Superaccumulators", 2015). There are digits only for the range of exponents
 * that occurs: three or four for amounts of money. The range is that of fourth powers of doubles.
 * NaN and infinities are counted aside.
 *
 * <p>Reading a result tidies the digits, so readers exclude each other as writers do.
 */
public final class ExactSum {

  /** The lowest bit of the digit with index 0 is worth 2^-ORIGIN, less than any fourth power. */
  private static final int ORIGIN = 4320;

  /** The index of the digit whose lowest bit is worth 1. */
  private static final int UNIT = ORIGIN / 32;

  private static final long DIGIT = 0xffffffffL;
  private static final int FRACTION_BITS = 52;
  private static final int MAX_EXPONENT = 0x7ff;

  /** Additions after which carries are propagated; each adds less than 2^32 to a digit. */
  private static final int PATIENCE = 1 << 29;

  /** Divisors below this are divided by digit by digit. */
  private static final long SHORT_DIVISOR = 1L << 31;

  // Within these limits no operation on the leading bits of sums over- or underflows, and what is
  // left of a difference has an error of at most 2^-96 / 2^-30.

  private static final int NEAR_DIGITS = 8;
  private static final long NEAR_COUNT = 1L << 26;
  private static final int NEAR_EXPONENT = 256;
  private static final double NEAR_LEFT = 0x1p-30;
  private static final double NEAR_ERROR = 0x1p-65;

  private static final long[] NO_DIGITS = {};

  private static final int NANS = 0;
  private static final int POSITIVE_INFINITIES = 1;
  private static final int NEGATIVE_INFINITIES = 2;

  /** Lowest first. When no carry is pending, all but the last are in [0, 2^32). */
  private long[] digits = NO_DIGITS;

  /** The index of the first digit. */
  private int first;

  /** An upper limit of the additions since carries were propagated. */
  private int pending;

  /** How many NaN, positive and negative infinities are in the sum; null when there were none. */
  private long @Nullable [] counts;

  /** Adds {@code x}. */
  public void add(double x) {
    put(x, 0);
  }

  /** Takes {@code x} back. */
  public void subtract(double x) {
    put(x, -1);
  }

  /** Adds {@code x}. */
  public void add(long x) {
    put(x, 0);
  }

  /** Takes {@code x} back. */
  public void subtract(long x) {
    put(x, -1);
  }

  /** Adds the product of the two, which is not rounded either. */
  public void addProduct(double x, double y) {
    putProduct(x, y, 0);
  }

  /** Takes the product of the two back. */
  public void subtractProduct(double x, double y) {
    putProduct(x, y, -1);
  }

  /** Adds a sum. It does not change. */
  public void add(ExactSum other) {
    for (int i = 0; other.counts != null && i < other.counts.length; i++) {
      counts()[i] += other.counts[i];
    }
    if (other.digits.length == 0) {
      return;
    }
    int at = at(other.first, other.digits.length);
    for (int i = 0; i < other.digits.length; i++) {
      digits[at + i] += other.digits[i];
    }
    pending += other.pending + 1; // both are at most PATIENCE
    if (pending >= PATIENCE) {
      carry();
    }
  }

  /** A sum of its own with the same value. */
  public ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.digits = digits.length == 0 ? NO_DIGITS : digits.clone();
    copy.first = first;
    copy.pending = pending;
    copy.counts = counts == null ? null : counts.clone();
    return copy;
  }

  /** Writes the sum; sums of one value have the same bytes. */
  public void write(ValueWriter out) {
    BigInteger unscaled = unscaled();
    int zeros = unscaled.signum() == 0 ? 0 : unscaled.getLowestSetBit() / 32;
    out.bytes(unscaled.shiftRight(32 * zeros).toByteArray());
    out.whole(unscaled.signum() == 0 ? 0 : first + zeros);
    for (int which = NANS; which <= NEGATIVE_INFINITIES; which++) {
      out.whole(counts == null ? 0 : counts[which]);
    }
  }

  /** Reads a sum that was written. */
  public static ExactSum read(ValueReader in) {
    ExactSum sum = new ExactSum();
    BigInteger rest = new BigInteger(in.bytes());
    int at = (int) in.whole();
    long signs = rest.signum() >> 31;
    for (BigInteger left = rest.abs(); left.signum() != 0; left = left.shiftRight(Integer.SIZE)) {
      int place = sum.at(at++, 1);
      sum.digits[place] += ((left.longValue() & DIGIT) ^ signs) - signs;
      sum.pending = 1;
    }
    for (int which = NANS; which <= NEGATIVE_INFINITIES; which++) {
      long count = in.whole();
      if (count != 0) {
        sum.counts()[which] = count;
      }
    }
    return sum;
  }

  // In what follows the mask is 0 to add and -1 to subtract: (d ^ mask) - mask is d or -d.

  /** Adds or subtracts a double. */
  void put(double x, long mask) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = exponent(bits);
    if (exponent == MAX_EXPONENT) {
      count(x, mask);
      return;
    }
    long mantissa = mantissa(bits, exponent);
    if (mantissa == 0) {
      return; // or the digits would reach down to the smallest exponent
    }
    int position = position(exponent) + ORIGIN;
    int shift = position & 31;
    int at = at(position >>> 5, 3);
    long signs = mask ^ (bits >> 63);
    long rest = mantissa >>> (32 - shift);
    long[] to = digits;
    to[at] += ((mantissa << shift & DIGIT) ^ signs) - signs;
    to[at + 1] += ((rest & DIGIT) ^ signs) - signs;
    to[at + 2] += (rest >>> 32 ^ signs) - signs;
    addition();
  }

  /** Adds or subtracts a whole number. */
  void put(long x, long mask) {
    int at = at(UNIT, 2);
    digits[at] += ((x & DIGIT) ^ mask) - mask;
    digits[at + 1] += (x >> 32 ^ mask) - mask;
    addition();
  }

  /** Adds or subtracts a whole number. */
  void put(BigInteger x, long mask) {
    if (x.bitLength() < Long.SIZE) {
      put(x.longValue(), mask);
      return;
    }
    long signs = x.signum() < 0 ? ~mask : mask;
    BigInteger rest = x.abs();
    for (int position = ORIGIN; rest.signum() != 0; position += Long.SIZE) {
      put(0, rest.longValue(), position, signs);
      rest = rest.shiftRight(Long.SIZE);
    }
  }

  /** Adds or subtracts the product of two doubles. */
  void putProduct(double x, double y, long mask) {
    long xBits = Double.doubleToRawLongBits(x);
    long yBits = Double.doubleToRawLongBits(y);
    int xExponent = exponent(xBits);
    int yExponent = exponent(yBits);
    if (xExponent == MAX_EXPONENT || yExponent == MAX_EXPONENT) {
      count(x * y, mask);
      return;
    }
    long a = mantissa(xBits, xExponent);
    long b = mantissa(yBits, yExponent);
    int position = position(xExponent) + position(yExponent) + ORIGIN;
    put(Math.multiplyHigh(a, b), a * b, position, mask ^ ((xBits ^ yBits) >> 63));
  }

  /** Adds or subtracts the product of a whole number and a double. */
  void putProduct(long x, double y, long mask) {
    long bits = Double.doubleToRawLongBits(y);
    int exponent = exponent(bits);
    if (exponent == MAX_EXPONENT) {
      count(x * y, mask);
      return;
    }
    long a = Math.abs(x);
    long b = mantissa(bits, exponent);
    put(unsignedHigh(a, b), a * b, position(exponent) + ORIGIN, mask ^ ((bits ^ x) >> 63));
  }

  /** Adds or subtracts the product of two whole numbers. */
  void putProduct(long x, long y, long mask) {
    long a = Math.abs(x);
    long b = Math.abs(y);
    put(unsignedHigh(a, b), a * b, ORIGIN, mask ^ ((x ^ y) >> 63));
  }

  /** Adds or subtracts {@code x} to the power of three or four. */
  void putPower(double x, int power, long mask) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = exponent(bits);
    if (exponent == MAX_EXPONENT) {
      count(power == 3 ? x : x * x, mask);
      return;
    }
    long m = mantissa(bits, exponent);
    long high = Math.multiplyHigh(m, m);
    long low = m * m;
    int position = power * position(exponent) + ORIGIN;
    if (power == 3) {
      long signs = mask ^ (bits >> 63);
      put(unsignedHigh(low, m), low * m, position, signs);
      put(Math.multiplyHigh(high, m), high * m, position + 64, signs);
    } else {
      put(unsignedHigh(low, low), low * low, position, mask);
      put(unsignedHigh(high, low), high * low, position + 65, mask);
      put(Math.multiplyHigh(high, high), high * high, position + 128, mask);
    }
  }

  /** Adds or subtracts 128 bits, the lowest of them at a position. */
  private void put(long high, long low, int position, long mask) {
    if ((high | low) == 0) {
      return;
    }
    int shift = position & 31;
    int at = at(position >>> 5, 5);
    long[] to = digits;
    to[at] += ((low << shift & DIGIT) ^ mask) - mask;
    to[at + 1] += ((low >>> (32 - shift) & DIGIT) ^ mask) - mask;
    long middle = low >>> 32 >>> (32 - shift) | (high << shift & DIGIT);
    to[at + 2] += (middle ^ mask) - mask;
    to[at + 3] += ((high >>> (32 - shift) & DIGIT) ^ mask) - mask;
    to[at + 4] += (high >>> 32 >>> (32 - shift) ^ mask) - mask;
    addition();
  }

  private static int exponent(long bits) {
    return (int) (bits >>> FRACTION_BITS) & MAX_EXPONENT;
  }

  private static long mantissa(long bits, int exponent) {
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    return exponent == 0 ? fraction : fraction | 1L << FRACTION_BITS;
  }

  /** The lowest bit of a mantissa is worth 2^position. */
  private static int position(int exponent) {
    return Math.max(exponent, 1) - 1 - 1074;
  }

  /** The high half of the product of two numbers without sign. */
  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  private void addition() {
    if (++pending >= PATIENCE) {
      carry();
    }
  }

  private void count(double x, long mask) {
    int which = x > 0 ? POSITIVE_INFINITIES : x < 0 ? NEGATIVE_INFINITIES : NANS;
    counts()[which] += mask | 1;
  }

  private long[] counts() {
    if (counts == null) {
      counts = new long[3];
    }
    return counts;
  }

  /** Where the digit with an index is; makes place for it and those after it. */
  private int at(int index, int width) {
    int at = index - first;
    return at >= 0 && at + width <= digits.length ? at : widen(index, width);
  }

  private int widen(int index, int width) {
    if (digits.length == 0) {
      first = index;
      digits = new long[width];
      return 0;
    }
    int newFirst = Math.min(first, index);
    int end = Math.max(first + digits.length, index + width);
    long[] wider = new long[end - newFirst];
    System.arraycopy(digits, 0, wider, first - newFirst, digits.length);
    digits = wider;
    first = newFirst;
    return index - first;
  }

  /** Propagates the carries. The last digit keeps the sign: it is in (-2^32, 2^32). */
  private void carry() {
    long carry = 0;
    int last = digits.length - 1;
    for (int i = 0; i < last; i++) {
      long digit = digits[i] + carry;
      digits[i] = digit & DIGIT;
      carry = digit >> 32;
    }
    if (last >= 0) {
      long top = digits[last] + carry;
      digits[last] = top;
      if (Math.abs(top) > DIGIT) {
        digits = Arrays.copyOf(digits, digits.length + 1);
        digits[last] = top & DIGIT;
        digits[last + 1] = top >> 32;
      }
    }
    pending = 0;
  }

  private void tidy() {
    if (pending != 0) {
      carry();
    }
  }

  /** The sum rounded once; +0.0 when it is zero, infinite beyond the range of double. */
  public double doubleValue() {
    return quotient(1);
  }

  /**
   * The sum divided by {@code n}, rounded once.
   *
   * @param n above zero
   */
  public double mean(long n) {
    if (n < SHORT_DIVISOR) {
      return quotient(n);
    }
    return isFinite() ? Rational.round(unscaled(), BigInteger.valueOf(n), exponent()) : unbounded();
  }

  private double quotient(long n) {
    if (!isFinite()) {
      return unbounded();
    }
    tidy();
    int lowest = lowest();
    if (lowest < 0) {
      return 0.0;
    }
    boolean negative = isNegative();
    int top = digits.length - 1;
    while (magnitude(top, lowest, negative) == 0) {
      top--;
    }
    LeadingBits bits = leading(top, lowest, negative);
    if (n > 1) {
      bits.divide(n);
    }
    double rounded = bits.rounded();
    return negative ? -rounded : rounded;
  }

  private LeadingBits leading(int top, int lowest, boolean negative) {
    return new LeadingBits(
        magnitude(top, lowest, negative),
        magnitude(top - 1, lowest, negative),
        magnitude(top - 2, lowest, negative),
        magnitude(top - 3, lowest, negative),
        magnitude(top - 4, lowest, negative),
        lowest < top - 4,
        scale(top - 3));
  }

  /** The lowest bit of a digit is worth 2^scale. */
  private int scale(int at) {
    return (first + at) * 32 - ORIGIN;
  }

  private boolean isNegative() {
    return digits[digits.length - 1] < 0;
  }

  /** Where the lowest digit is that is not zero; -1 when there is none. */
  private int lowest() {
    for (int i = 0; i < digits.length; i++) {
      if (digits[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  /** A digit of the absolute value: of a negative sum, of its complement. */
  private long magnitude(int at, int lowest, boolean negative) {
    if (at < lowest) {
      return 0;
    }
    if (!negative) {
      return digits[at];
    }
    long complement = at == lowest ? -digits[at] : ~digits[at];
    return at == digits.length - 1 ? complement : complement & DIGIT;
  }

  /** Whether neither NaN nor an infinity is in the sum. */
  boolean isFinite() {
    return counts == null
        || (counts[NANS] | counts[POSITIVE_INFINITIES] | counts[NEGATIVE_INFINITIES]) == 0;
  }

  private double unbounded() {
    long[] specials = counts();
    if (specials[NANS] != 0) {
      return Double.NaN;
    }
    double sum = specials[POSITIVE_INFINITIES] != 0 ? Double.POSITIVE_INFINITY : 0.0;
    return specials[NEGATIVE_INFINITIES] != 0 ? sum - Double.POSITIVE_INFINITY : sum;
  }

  /** The finite part of the sum is this times 2^{@link #exponent}. */
  BigInteger unscaled() {
    tidy();
    int lowest = lowest();
    if (lowest < 0) {
      return BigInteger.ZERO;
    }
    boolean negative = isNegative();
    byte[] bytes = new byte[digits.length * 4 + 1];
    for (int i = lowest; i < digits.length; i++) {
      long digit = magnitude(i, lowest, negative);
      for (int at = bytes.length - 1 - 4 * i; digit != 0; at--, digit >>>= 8) {
        bytes[at] = (byte) digit;
      }
    }
    return new BigInteger(negative ? -1 : 1, bytes);
  }

  /** The exponent of {@link #unscaled}. */
  int exponent() {
    return digits.length == 0 ? 0 : scale(0);
  }

  /** The sum of whole numbers. */
  BigInteger integerValue() {
    BigInteger unscaled = unscaled();
    return unscaled.signum() == 0 ? unscaled : unscaled.shiftLeft(exponent());
  }

  /**
   * The sum of whole numbers.
   *
   * @throws ArithmeticException when it does not fit a long
   */
  long longValueExact() {
    tidy();
    if (digits.length == 2 && digits[1] == (int) digits[1]) {
      return digits[1] << 32 | digits[0];
    }
    BigInteger sum = integerValue();
    if (sum.bitLength() >= Long.SIZE) {
      throw new ArithmeticException("the sum " + sum + " does not fit a long");
    }
    return sum.longValue();
  }

  /**
   * The exact {@code (n*squares - sum^2) / (n*m)}, rounded once: with n values, their variance when
   * m is n, that of a sample when m is n - 1. NaN when a value was NaN or infinite.
   *
   * @param sum the sum of the values
   * @param squares the sum of their squares
   * @param n how many there are, above zero
   * @param m above zero
   */
  public static double variance(ExactSum sum, ExactSum squares, long n, long m) {
    if (!sum.isFinite()) {
      return Double.NaN;
    }
    if (n >= SHORT_DIVISOR || m >= SHORT_DIVISOR) {
      return longVariance(sum, squares, n, m);
    }
    if (squares.digits.length == 0) {
      return 0.0;
    }
    sum.tidy();
    squares.tidy();
    double near = nearVariance(sum, squares, n, m);
    return Double.isNaN(near) ? wholeVariance(sum, squares, n, m) : near;
  }

  /**
   * The variance from the leading bits of both sums, which nearly always decide how it rounds; NaN
   * when they do not.
   */
  private static double nearVariance(ExactSum sum, ExactSum squares, long n, long m) {
    int widths = Math.max(sum.digits.length, squares.digits.length);
    int shift = 2 * sum.exponent() - squares.exponent();
    if (sum.digits.length == 0
        || widths > NEAR_DIGITS
        || Math.max(n, m) >= NEAR_COUNT
        || Math.abs(shift) > NEAR_EXPONENT
        || Math.abs(squares.exponent()) > NEAR_EXPONENT) {
      return Double.NaN;
    }
    Twofold multiple = squares.near().times((double) n);
    Twofold difference = multiple.minus(sum.near().squared().scaled(power(shift)));
    if (difference.high() < multiple.high() * NEAR_LEFT) {
      return Double.NaN;
    }
    double quotient = difference.dividedBy((double) n * m).rounded(NEAR_ERROR);
    return quotient * power(squares.exponent());
  }

  /** The sum, which is tidy and has few digits, as a multiple of the lowest bit of its digits. */
  private Twofold near() {
    double high = 0;
    double low = 0;
    for (int i = digits.length - 1; i >= 0; i--) {
      double lesser = digits[i] * power(32 * i);
      double sum = high + lesser;
      low += lesser - (sum - high);
      high = sum;
    }
    return Twofold.ofOrdered(high, low);
  }

  /** 2^exponent, which must be in the range of normal doubles. */
  private static double power(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1023) << FRACTION_BITS);
  }

  private static double wholeVariance(ExactSum sum, ExactSum squares, long n, long m) {
    int firstOfSquare = 2 * sum.first - UNIT;
    int firstDigit = Math.min(firstOfSquare, squares.first);
    int end =
        Math.max(firstOfSquare + 2 * sum.digits.length, squares.first + squares.digits.length + 1);
    ExactSum difference = new ExactSum();
    difference.first = firstDigit;
    difference.digits = new long[end - firstDigit + 1];
    difference.addMultiple(squares, n);
    difference.subtractSquare(sum);
    difference.carry();
    return difference.quotient(n, m);
  }

  private static double longVariance(ExactSum sum, ExactSum squares, long n, long m) {
    BigInteger count = BigInteger.valueOf(n);
    BigInteger square = sum.unscaled().pow(2);
    BigInteger multiple = squares.unscaled().multiply(count);
    int exponent = Math.min(2 * sum.exponent(), squares.exponent());
    BigInteger difference =
        multiple
            .shiftLeft(squares.exponent() - exponent)
            .subtract(square.shiftLeft(2 * sum.exponent() - exponent));
    return Rational.round(difference, count.multiply(BigInteger.valueOf(m)), exponent);
  }

  /** Adds {@code n} times a sum that is not negative, is tidy, and lies within the digits. */
  private void addMultiple(ExactSum sum, long n) {
    int at = sum.first - first;
    for (int i = 0; i < sum.digits.length; i++) {
      long product = sum.digits[i] * n;
      digits[at + i] += product & DIGIT;
      digits[at + i + 1] += product >>> 32;
    }
  }

  /** Subtracts the square of a sum that is tidy, and lies within the digits. */
  private void subtractSquare(ExactSum sum) {
    int lowest = sum.lowest();
    if (lowest < 0) {
      return;
    }
    boolean negative = sum.isNegative();
    int offset = 2 * sum.first - UNIT - first;
    for (int i = lowest; i < sum.digits.length; i++) {
      long x = sum.magnitude(i, lowest, negative);
      for (int j = lowest; x != 0 && j < sum.digits.length; j++) {
        long product = x * sum.magnitude(j, lowest, negative);
        digits[offset + i + j] -= product & DIGIT;
        digits[offset + i + j + 1] -= product >>> 32;
      }
    }
  }

  private double quotient(long n, long m) {
    int lowest = lowest();
    if (lowest < 0) {
      return 0.0;
    }
    int top = digits.length - 1;
    while (digits[top] == 0) {
      top--;
    }
    LeadingBits bits = leading(top, lowest, false);
    bits.divide(n);
    bits.divide(m);
    return bits.rounded();
  }
}
