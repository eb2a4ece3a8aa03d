package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

  private static final int SAMPLES = 200_000;

  private final CounterRandom random = CounterRandom.of(11, RandomStream.PAYMENT);

  /** The JDK's SplittableRandom is SplitMix64 too, until it is split. */
  @Property
  void bitsAreThoseOfSplitMix(@ForAll long key) {
    Draws draws = new Draws(key);
    SplittableRandom oracle = new SplittableRandom(key);
    for (int i = 0; i < 10; i++) {
      assertThat(draws.bits()).isEqualTo(oracle.nextLong());
    }
  }

  @Property
  void uniformIsTheUpper53Bits(@ForAll long key) {
    double uniform = new Draws(key).uniform();
    assertThat(uniform).isBetween(0.0, Math.nextDown(1.0));
    assertThat((long) (uniform * 0x1p53)).isEqualTo(new Draws(key).bits() >>> 11);
  }

  @Property
  void belowIsTheUpperHalfOfTheProduct(
      @ForAll long key, @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long bound) {
    BigInteger bits = new BigInteger(Long.toUnsignedString(new Draws(key).bits()));
    long expected = bits.multiply(BigInteger.valueOf(bound)).shiftRight(64).longValueExact();
    assertThat(new Draws(key).below(bound)).isEqualTo(expected).isBetween(0L, bound - 1);
  }

  @Test
  void belowIsUniform() {
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[(int) random.at(i).draws().below(7)]++;
    }
    // Five standard deviations.
    assertThat(IntStream.of(counts)).allMatch(n -> Math.abs(n - 10_000) < 5 * 92.6);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void nothingIsBelowZero(long bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Draws(0).below(bound))
        .withMessage("Invalid bound " + bound + " (at least 1)");
  }

  @Test
  void uniformHasItsMoments() {
    assertMoments(Draws::uniform, 0.5, 1.0 / 12);
    assertMoments(draws -> draws.uniform(5, 100), 52.5, 95 * 95 / 12.0);
  }

  @Test
  void exponentialHasItsMomentsAndMedian() {
    assertMoments(Draws::exponential, 1, 1);
    assertShareBelow(Draws::exponential, Math.log(2), 0.5);
  }

  @Test
  void normalHasItsMomentsAndTails() {
    assertMoments(Draws::normal, 0, 1);
    assertShareBelow(Draws::normal, -2, 0.02275);
    assertShareBelow(Draws::normal, -0.6744897501960817, 0.25);
    assertShareBelow(Draws::normal, 1, 0.84134);
    assertShareBelow(Draws::normal, 3, 0.99865);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.7, 4, 63.9, 64.1, 900})
  void poissonHasItsMoments(double mean) {
    assertMoments(draws -> draws.poisson(mean), mean, mean);
    assertShareBelow(draws -> draws.poisson(mean), 0.5, Math.exp(-mean));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1.1e9})
  void poissonRefusesOtherMeans(double mean) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Draws(0).poisson(mean))
        .withMessage("Invalid mean " + mean + " (0 to 1e9)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.243, 0.793, 1, 2.426, 3.74, 6.25, 100})
  void gammaHasItsMoments(double shape) {
    assertMoments(draws -> draws.gamma(shape), shape, shape);
  }

  @Test
  void gammaHasTheRightShape() {
    // Of shape 1 it is exponential; of shape 1/2, half the square of a normal.
    assertShareBelow(draws -> draws.gamma(1), Math.log(2), 0.5);
    assertShareBelow(draws -> draws.gamma(0.5), 0.5, 0.68269);
    assertShareBelow(draws -> draws.gamma(3), 3, 1 - 8.5 * Math.exp(-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.099, -1, Double.NaN})
  void gammaRefusesSmallShapes(double shape) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Draws(0).gamma(shape))
        .withMessage("Invalid shape " + shape + " (at least 0.1)");
  }

  @ParameterizedTest
  @CsvSource({"0.793, 2.426", "1, 1", "0.1, 0.1", "5, 2"})
  void betaHasItsMoments(double a, double b) {
    double sum = a + b;
    assertMoments(draws -> draws.beta(a, b), a / sum, a * b / (sum * sum * (sum + 1)));
  }

  /** Means within five standard errors; variances within what their own error allows, roughly. */
  private void assertMoments(ToDoubleFunction<Draws> sample, double mean, double variance) {
    DoubleSupplier next = from(sample);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double deviation = next.getAsDouble() - mean;
      sum += deviation;
      squares += deviation * deviation;
    }
    assertThat(sum / SAMPLES).isCloseTo(0, within(5 * Math.sqrt(variance / SAMPLES)));
    assertThat(squares / SAMPLES).isCloseTo(variance, within(0.06 * variance));
  }

  private void assertShareBelow(ToDoubleFunction<Draws> sample, double limit, double share) {
    DoubleSupplier next = from(sample);
    long below = IntStream.range(0, SAMPLES).filter(i -> next.getAsDouble() < limit).count();
    double error = Math.sqrt(share * (1 - share) / SAMPLES);
    assertThat((double) below / SAMPLES).isCloseTo(share, within(5 * error + 1e-5));
  }

  /** Half of the numbers each from a node of its own, half one after the other. */
  private DoubleSupplier from(ToDoubleFunction<Draws> sample) {
    Draws sequence = random.draws();
    int[] count = {0};
    return () -> {
      int i = count[0]++;
      return sample.applyAsDouble(i % 2 == 0 ? sequence : random.at(i).draws());
    };
  }
}
