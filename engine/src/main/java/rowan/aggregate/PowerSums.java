package rowan.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The exact sums of numbers, of their squares, and so on up to a power. Decimals are summed as
 * whole numbers of their last place.
 *
 * @param input the type of the numbers
 * @param powers the highest power, 1 to 4, or 0 to count only
 */
record PowerSums(Type input, int powers) implements Serializable {

  /** Counts values of any type. */
  static final PowerSums ONLY_COUNT = new PowerSums(Scalar.LONG, 0);

  /** How many numbers there are, and their sums, first powers first. */
  static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    long count;
    final ExactSum[] sums;

    State(int powers) {
      sums = new ExactSum[powers];
      for (int i = 0; i < powers; i++) {
        sums[i] = new ExactSum();
      }
    }

    ExactSum sum() {
      return sums[0];
    }
  }

  boolean areAmong(PowerSums more) {
    return powers <= more.powers && (powers == 0 || input.equals(more.input));
  }

  State create() {
    return new State(powers);
  }

  void add(State state, Event event, int position) {
    state.count++;
    put(state, event, position, 0);
  }

  void subtract(State state, Event event, int position) {
    state.count--;
    put(state, event, position, -1);
  }

  State merge(State earlier, State later) {
    State both = create();
    both.count = earlier.count + later.count;
    for (int i = 0; i < powers; i++) {
      both.sums[i].add(earlier.sums[i]);
      both.sums[i].add(later.sums[i]);
    }
    return both;
  }

  void write(State state, ValueWriter out) {
    out.whole(state.count);
    for (ExactSum sum : state.sums) {
      sum.write(out);
    }
  }

  State read(ValueReader in) {
    State state = create();
    state.count = in.whole();
    for (int i = 0; i < powers; i++) {
      state.sums[i] = ExactSum.read(in);
    }
    return state;
  }

  private void put(State state, Event event, int position, long mask) {
    if (powers == 0) {
      return;
    }
    if (Operands.isFloating(input)) {
      putDouble(state.sums, event.doubleAt(position), mask);
    } else if (Operands.isInteger(input)) {
      putLong(state.sums, event.longAt(position), mask);
    } else {
      putInteger(state.sums, unscaled(event.valueAt(position)), mask);
    }
  }

  static BigInteger unscaled(Object decimal) {
    return ((BigDecimal) decimal).unscaledValue();
  }

  private static void putDouble(ExactSum[] sums, double x, long mask) {
    sums[0].put(x, mask);
    if (sums.length > 1) {
      sums[1].putProduct(x, x, mask);
    }
    for (int power = 3; power <= sums.length; power++) {
      sums[power - 1].putPower(x, power, mask);
    }
  }

  private static void putLong(ExactSum[] sums, long x, long mask) {
    sums[0].put(x, mask);
    if (sums.length > 1) {
      sums[1].putProduct(x, x, mask);
    }
    if (sums.length > 2) {
      putHigherPowers(sums, BigInteger.valueOf(x), mask);
    }
  }

  private static void putInteger(ExactSum[] sums, BigInteger x, long mask) {
    sums[0].put(x, mask);
    if (sums.length > 1) {
      sums[1].put(x.multiply(x), mask);
    }
    putHigherPowers(sums, x, mask);
  }

  private static void putHigherPowers(ExactSum[] sums, BigInteger x, long mask) {
    for (int power = 3; power <= sums.length; power++) {
      sums[power - 1].put(x.pow(power), mask);
    }
  }

  /** The places after the point of the numbers, when they are decimals. */
  int scale() {
    return input instanceof Decimal decimal ? decimal.scale() : 0;
  }

  /** The exact sum, rounded once. */
  double total(State state) {
    return scale() == 0
        ? state.sum().doubleValue()
        : Rational.round(
            state.sum().unscaled(), BigInteger.TEN.pow(scale()), state.sum().exponent());
  }

  /** The exact mean, rounded once. */
  double mean(State state) {
    if (scale() == 0) {
      return state.sum().mean(state.count);
    }
    BigInteger denominator = BigInteger.TEN.pow(scale()).multiply(count(state));
    return Rational.round(state.sum().unscaled(), denominator, state.sum().exponent());
  }

  /** The exact variance rounded once: m2, or of a sample, of which there must be two. */
  double variance(State state, boolean sample) {
    long count = state.count;
    long divisor = sample ? count - 1 : count;
    if (scale() == 0) {
      return ExactSum.variance(state.sums[0], state.sums[1], count, divisor);
    }
    BigInteger n = count(state);
    BigInteger sum = state.sums[0].integerValue();
    BigInteger numerator = n.multiply(state.sums[1].integerValue()).subtract(sum.multiply(sum));
    BigInteger denominator = n.multiply(BigInteger.valueOf(divisor));
    return Rational.round(numerator, denominator.multiply(BigInteger.TEN.pow(2 * scale())), 0);
  }

  /** The exact third or fourth central moment of the population, rounded once; or NaN. */
  double centralMoment(State state, int power) {
    if (!state.sum().isFinite()) {
      return Double.NaN;
    }
    BigInteger[] s = new BigInteger[power];
    int exponent = commonExponent(state, power);
    for (int k = 1; k <= power; k++) {
      ExactSum sum = state.sums[k - 1];
      BigInteger unscaled = sum.unscaled();
      s[k - 1] =
          unscaled.signum() == 0 ? unscaled : unscaled.shiftLeft(sum.exponent() - k * exponent);
    }
    BigInteger n = count(state);
    BigInteger numerator = power == 3 ? third(n, s) : fourth(n, s);
    BigInteger denominator = n.multiply(BigInteger.TEN.pow(scale())).pow(power);
    return Rational.round(numerator, denominator, power * exponent);
  }

  /** The exponent e such that the sum of k-th powers is a whole number of 2^(k e), for every k. */
  private static int commonExponent(State state, int power) {
    int exponent = Integer.MAX_VALUE / 8;
    for (int k = 1; k <= power; k++) {
      ExactSum sum = state.sums[k - 1];
      if (sum.unscaled().signum() != 0) {
        exponent = Math.min(exponent, Math.floorDiv(sum.exponent(), k));
      }
    }
    return exponent;
  }

  /** n^3 m3 = n^2 S3 - 3 n S1 S2 + 2 S1^3. */
  private static BigInteger third(BigInteger n, BigInteger[] s) {
    BigInteger mixed = n.multiply(s[0]).multiply(s[1]).multiply(BigInteger.valueOf(3));
    return n.pow(2).multiply(s[2]).subtract(mixed).add(s[0].pow(3).shiftLeft(1));
  }

  /** n^4 m4 = n^3 S4 - 4 n^2 S1 S3 + 6 n S1^2 S2 - 3 S1^4. */
  private static BigInteger fourth(BigInteger n, BigInteger[] s) {
    BigInteger third = n.pow(2).multiply(s[0]).multiply(s[2]).shiftLeft(2);
    BigInteger square = n.multiply(s[0].pow(2)).multiply(s[1]).multiply(BigInteger.valueOf(6));
    BigInteger power = s[0].pow(4).multiply(BigInteger.valueOf(3));
    return n.pow(3).multiply(s[3]).subtract(third).add(square).subtract(power);
  }

  private static BigInteger count(State state) {
    return BigInteger.valueOf(state.count);
  }
}
