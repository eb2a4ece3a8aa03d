package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Against BigDecimal. */
class TwofoldTest {

  private static final MathContext MANY = new MathContext(200);
  private static final BigDecimal ERROR = BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(100));

  @Property
  void operations_haveNearlyTwiceTheBits(
      @ForAll @DoubleRange(min = -1e30, max = 1e30) double x,
      @ForAll @DoubleRange(min = -1, max = 1) double xTail,
      @ForAll @DoubleRange(min = -1e30, max = 1e30) double y,
      @ForAll @DoubleRange(min = -1, max = 1) double yTail) {
    Twofold a = Twofold.ofOrdered(x, Math.ulp(x) / 4 * xTail);
    Twofold b = Twofold.ofOrdered(y, Math.ulp(y) / 4 * yTail);
    BigDecimal exactA = exact(a);
    BigDecimal exactB = exact(b);
    assertNear(a.times(y), exactA.multiply(new BigDecimal(y)), BigDecimal.ZERO);
    assertNear(a.squared(), exactA.pow(2), BigDecimal.ZERO);
    assertNear(a.scaled(0x1p-40), exactA.multiply(new BigDecimal(0x1p-40)), BigDecimal.ZERO);
    assertNear(a.minus(b), exactA.subtract(exactB), exactA.abs().max(exactB.abs()));
    if (Math.abs(y) > 1e-200) {
      assertNear(a.dividedBy(y), exactA.divide(new BigDecimal(y), MANY), BigDecimal.ZERO);
    }
  }

  /** Within the error, relative to the result or to what went in. */
  private static void assertNear(Twofold actual, BigDecimal expected, BigDecimal operand) {
    BigDecimal allowed = expected.abs().max(operand).multiply(ERROR).add(new BigDecimal(1e-280));
    assertThat(exact(actual).subtract(expected).abs()).isLessThanOrEqualTo(allowed);
  }

  private static BigDecimal exact(Twofold x) {
    return new BigDecimal(x.high()).add(new BigDecimal(x.low()));
  }

  @Test
  void rounded_isOpen_whenTheErrorReachesTheMiddleBetweenTwoDoubles() {
    double middle = Math.ulp(1.0) / 2;
    assertThat(new Twofold(1, middle * 0.99).rounded(0x1p-65)).isEqualTo(1);
    assertThat(new Twofold(1, middle * 1.01).rounded(0x1p-65)).isEqualTo(1 + Math.ulp(1.0));
    assertThat(new Twofold(1, middle).rounded(0x1p-65)).isNaN();
    assertThat(new Twofold(-1, -middle * 0.5).rounded(0x1p-65)).isEqualTo(-1);
    assertThat(new Twofold(1, middle * 0.99).rounded(0x1p-53)).isNaN();
  }
}
