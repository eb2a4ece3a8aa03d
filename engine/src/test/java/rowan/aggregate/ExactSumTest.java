package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Against BigDecimal, over the whole range of doubles. */
class ExactSumTest {

  /** Enough for any sum here, and for a quotient that is then rounded to 53 bits. */
  private static final MathContext MANY = new MathContext(5000);

  @RepeatedTest(40)
  void sum_ofAnyDoubles_isRoundedOnce(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 60; i++) {
      double x = anyDouble(random, seed % 4);
      sum.add(x);
      expected = expected.add(new BigDecimal(x));
      assertThat(sum.doubleValue()).as("seed %d", seed).isEqualTo(expected.doubleValue() + 0.0);
      long n = 1 + random.nextInt(i % 2 == 0 ? 1000 : Integer.MAX_VALUE - 1);
      assertThat(sum.mean(n))
          .as("seed %d, over %d", seed, n)
          .isEqualTo(expected.divide(BigDecimal.valueOf(n), MANY).doubleValue() + 0.0);
    }
  }

  @RepeatedTest(20)
  void sum_withValuesTakenBack_isAsIfTheyHadNeverCome(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    double[] values = random.doubles(200).map(x -> anyDouble(random, seed % 4)).toArray();
    ExactSum sum = new ExactSum();
    for (int i = 0; i < values.length; i++) {
      sum.add(values[i]);
      if (i >= 5) {
        sum.subtract(values[i - 5]);
      }
      BigDecimal expected = BigDecimal.ZERO;
      for (int j = Math.max(0, i - 4); j <= i; j++) {
        expected = expected.add(new BigDecimal(values[j]));
      }
      assertThat(sum.doubleValue()).as("seed %d", seed).isEqualTo(expected.doubleValue() + 0.0);
    }
  }

  @RepeatedTest(20)
  void variance_ofAnyDoubles_isTheExactOneRoundedOnce(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    ExactSum sum = new ExactSum();
    ExactSum squares = new ExactSum();
    BigDecimal exactSum = BigDecimal.ZERO;
    BigDecimal exactSquares = BigDecimal.ZERO;
    for (int n = 1; n <= 40; n++) {
      double x = anyDouble(random, seed % 5);
      sum.add(x);
      squares.addProduct(x, x);
      exactSum = exactSum.add(new BigDecimal(x));
      exactSquares = exactSquares.add(new BigDecimal(x).pow(2));
      BigDecimal numerator = BigDecimal.valueOf(n).multiply(exactSquares).subtract(exactSum.pow(2));
      double expected = numerator.divide(BigDecimal.valueOf((long) n * n), MANY).doubleValue();
      assertThat(ExactSum.variance(sum, squares, n, n)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @RepeatedTest(20)
  void variance_ofAWindowThatMoves_isTheExactOneRoundedOnce(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    double scale = Math.scalb(1.0, random.nextInt(160) - 80);
    double offset = random.nextInt(3) * random.nextInt(1_000_000) * scale;
    double[] values = random.doubles(120).map(x -> offset + scale * (x - 0.5)).toArray();
    int n = 2 + random.nextInt(60);
    ExactSum sum = new ExactSum();
    ExactSum squares = new ExactSum();
    for (int i = 0; i < values.length; i++) {
      sum.add(values[i]);
      squares.addProduct(values[i], values[i]);
      if (i >= n) {
        sum.subtract(values[i - n]);
        squares.subtractProduct(values[i - n], values[i - n]);
      }
      int first = Math.max(0, i - n + 1);
      int count = i - first + 1;
      BigDecimal exactSum = BigDecimal.ZERO;
      BigDecimal exactSquares = BigDecimal.ZERO;
      for (int j = first; j <= i; j++) {
        exactSum = exactSum.add(new BigDecimal(values[j]));
        exactSquares = exactSquares.add(new BigDecimal(values[j]).pow(2));
      }
      BigDecimal numerator =
          BigDecimal.valueOf(count).multiply(exactSquares).subtract(exactSum.pow(2));
      BigDecimal denominator = BigDecimal.valueOf((long) count * Math.max(1, count - 1));
      assertThat(ExactSum.variance(sum, squares, count, Math.max(1, count - 1)))
          .as("seed %d", seed)
          .isEqualTo(numerator.divide(denominator, MANY).doubleValue());
    }
  }

  @RepeatedTest(20)
  void variance_overManyValues_dividesTwice(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    double x = 1e9 + random.nextDouble();
    double y = random.nextGaussian();
    long n = seed % 2 == 0 ? Integer.MAX_VALUE - seed : (1L << 31) + seed;
    ExactSum sum = new ExactSum();
    ExactSum squares = new ExactSum();
    sum.add(x);
    sum.add(y);
    squares.addProduct(x, x);
    squares.addProduct(y, y);
    BigDecimal exactSum = new BigDecimal(x).add(new BigDecimal(y));
    BigDecimal exactSquares = new BigDecimal(x).pow(2).add(new BigDecimal(y).pow(2));
    BigDecimal count = BigDecimal.valueOf(n);
    BigDecimal numerator = count.multiply(exactSquares).subtract(exactSum.pow(2));
    BigDecimal denominator = count.multiply(count.subtract(BigDecimal.ONE));
    assertThat(ExactSum.variance(sum, squares, n, n - 1))
        .as("seed %d", seed)
        .isEqualTo(numerator.divide(denominator, MANY).doubleValue());
  }

  @RepeatedTest(20)
  void products_areExact(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    double x = anyDouble(random, seed % 4);
    double y = anyDouble(random, seed % 4);
    long a = random.nextLong();
    long b = seed == 1 ? Long.MIN_VALUE : random.nextLong();
    assertValue(exact(s -> s.addProduct(x, y)), new BigDecimal(x).multiply(new BigDecimal(y)));
    assertValue(exact(s -> s.subtractProduct(x, y)), negated(new BigDecimal(x), new BigDecimal(y)));
    assertValue(exact(s -> s.putProduct(b, b, 0)), BigDecimal.valueOf(b).pow(2));
    assertValue(
        exact(s -> s.putProduct(a, b, 0)), BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b)));
    assertValue(
        exact(s -> s.putProduct(b, x, -1)), negated(BigDecimal.valueOf(b), new BigDecimal(x)));
    assertValue(exact(s -> s.putPower(x, 3, 0)), new BigDecimal(x).pow(3));
    assertValue(exact(s -> s.putPower(x, 3, -1)), new BigDecimal(x).pow(3).negate());
    assertValue(exact(s -> s.putPower(x, 4, 0)), new BigDecimal(x).pow(4));
    BigInteger large = new BigInteger(300, random).negate();
    assertValue(exact(s -> s.put(large, 0)), new BigDecimal(large));
    assertValue(exact(s -> s.put(large, -1)), new BigDecimal(large.negate()));
    assertValue(exact(s -> s.add(b)), BigDecimal.valueOf(b));
    assertValue(exact(s -> s.subtract(b)), BigDecimal.valueOf(b).negate());
  }

  @Test
  void squares_beyondTheRangeOfDouble_survive() {
    ExactSum squares = new ExactSum();
    squares.addProduct(1e300, 1e300);
    squares.addProduct(1e-300, 1e-300);
    squares.subtractProduct(1e300, 1e300);
    assertThat(squares.doubleValue()).isZero();
    assertValue(squares, new BigDecimal(1e-300).pow(2));
  }

  @Test
  void sum_beyondTheRangeOfDouble_isInfiniteUntilItComesBack() {
    ExactSum sum = new ExactSum();
    sum.add(-Double.MAX_VALUE);
    sum.add(-Double.MAX_VALUE);
    assertThat(sum.doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sum.mean(2)).isEqualTo(-Double.MAX_VALUE);
    sum.subtract(-Double.MAX_VALUE);
    assertThat(sum.doubleValue()).isEqualTo(-Double.MAX_VALUE);
  }

  @Test
  void nanAndInfinities_canBeTakenBack() {
    ExactSum sum = new ExactSum();
    sum.add(1.5);
    sum.add(Double.POSITIVE_INFINITY);
    assertThat(sum.doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
    sum.add(Double.NEGATIVE_INFINITY);
    assertThat(sum.mean(3)).isNaN();
    sum.subtract(Double.POSITIVE_INFINITY);
    assertThat(sum.doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    sum.add(Double.NaN);
    assertThat(sum.doubleValue()).isNaN();
    sum.subtract(Double.NaN);
    sum.subtract(Double.NEGATIVE_INFINITY);
    assertThat(sum.doubleValue()).isEqualTo(1.5);
  }

  @Test
  void zeroSum_isPositive() {
    ExactSum sum = new ExactSum();
    sum.add(-0.0);
    assertThat(sum.doubleValue()).isEqualTo(0.0);
    sum.add(-3.0);
    sum.add(3.0);
    assertThat(Double.doubleToRawLongBits(sum.doubleValue())).isZero();
  }

  @Test
  void manyAdditions_doNotOverflowADigit() {
    double x = Math.nextDown(2.0);
    ExactSum power = new ExactSum();
    power.add(x);
    for (int i = 0; i < 70; i++) {
      power.add(power.copy());
    }
    assertThat(power.doubleValue()).isEqualTo(Math.scalb(x, 70));
    for (int i = 0; i < 70; i++) {
      power.subtract(Math.scalb(x, i));
    }
    assertThat(power.doubleValue()).isEqualTo(x);
  }

  @Test
  void addedSum_doesNotChange() {
    ExactSum one = new ExactSum();
    one.add(1e10);
    ExactSum other = new ExactSum();
    other.add(1e-10);
    other.add(Double.NaN);
    one.add(other);
    other.subtract(Double.NaN);
    assertThat(one.doubleValue()).isNaN();
    one.subtract(Double.NaN);
    assertValue(one, new BigDecimal(1e10).add(new BigDecimal(1e-10)));
    assertThat(other.doubleValue()).isEqualTo(1e-10);
  }

  @Test
  void longSum_thatDoesNotFit_fails() {
    ExactSum sum = new ExactSum();
    sum.add(Long.MAX_VALUE);
    assertThat(sum.longValueExact()).isEqualTo(Long.MAX_VALUE);
    sum.add(1);
    assertThatThrownBy(sum::longValueExact)
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the sum 9223372036854775808 does not fit a long");
    sum.subtract(1);
    sum.subtract(Long.MAX_VALUE);
    sum.add(Long.MIN_VALUE);
    assertThat(sum.longValueExact()).isEqualTo(Long.MIN_VALUE);
  }

  private static BigDecimal negated(BigDecimal x, BigDecimal y) {
    return x.multiply(y).negate();
  }

  private static ExactSum exact(java.util.function.Consumer<ExactSum> change) {
    ExactSum sum = new ExactSum();
    sum.add(1.0);
    change.accept(sum);
    sum.subtract(1.0);
    return sum;
  }

  private static void assertValue(ExactSum sum, BigDecimal expected) {
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal scale = two.pow(Math.abs(sum.exponent()));
    BigDecimal unscaled = new BigDecimal(sum.unscaled());
    BigDecimal value =
        sum.exponent() < 0
            ? unscaled.divide(scale) // exact: a power of two
            : unscaled.multiply(scale);
    assertThat(value).isEqualByComparingTo(expected);
  }

  /** Of a kind: any exponent, subnormal, close to 1e9, amounts, or powers of two and their like. */
  private static double anyDouble(Random random, int kind) {
    double sign = random.nextBoolean() ? 1 : -1;
    return switch (kind) {
      case 0 -> finite(Double.longBitsToDouble(random.nextLong()));
      case 1 -> sign * random.nextInt(8) * Double.MIN_VALUE * (1L << random.nextInt(60));
      case 2 -> 1e9 + random.nextInt(100) / 100.0;
      case 3 -> sign * random.nextInt(100_000) / 100.0;
      default -> sign * Math.scalb(random.nextInt(3), random.nextInt(130) - 65);
    };
  }

  private static double finite(double x) {
    return Double.isFinite(x) ? x : 1.0;
  }
}
