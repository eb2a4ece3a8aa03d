package rowan.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Scalar;

/** Operators on values that a reader can check, and the promises of the approximate ones. */
class OperatorExamplesTest {

  private static final long DAY = 86_400_000_000L;

  @Test
  void variance_ofLargeCloseValues_isNotZero() {
    assertThat(doubles("Variance", Map.of("sample", true), 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16))
        .isEqualTo(30.0);
    assertThat(doubles("StdDev", Map.of("sample", false), 1e155, 1e155)).isEqualTo(0.0);
    assertThat(doubles("StdDev", Map.of("sample", false), 2e-150, 4e-150)).isEqualTo(1e-150);
  }

  @Test
  void moments_ofOneValue() {
    assertThat(doubles("Variance", Map.of("sample", false), 7)).isEqualTo(0.0);
    assertThat(doubles("Variance", Map.of("sample", true), 7)).isNull();
    assertThat(doubles("Skewness", Map.of(), 7)).isNull();
    assertThat(doubles("Kurtosis", Map.of(), 7, 7)).isNull();
    assertThat(doubles("Skewness", Map.of(), 0, 0, 3)).isEqualTo(2 / (2 * Math.sqrt(2)));
    assertThat(doubles("Kurtosis", Map.of(), -1, 1)).isEqualTo(-2.0);
  }

  @Test
  void sum_thatDoesNotFit_fails() {
    assertThatThrownBy(() -> value("Sum", Map.of(), Scalar.LONG, Long.MAX_VALUE, 1L))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the sum 9223372036854775808 does not fit a long");
    BigDecimal large = new BigDecimal("9".repeat(38)).movePointLeft(2);
    assertThatThrownBy(() -> value("Sum", Map.of(), new Decimal(38, 2), large, large))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the sum 1999999999999999999999999999999999999.98 has more than 38 digits");
  }

  @Test
  void entropy_ofTwoEquallyFrequentValues_isOneBit() {
    assertThat(value("Entropy", Map.of(), Scalar.STRING, "a", "b", "b", "a")).isEqualTo(1.0);
    assertThat(value("Entropy", Map.of(), Scalar.STRING, "a", "a")).isEqualTo(0.0);
  }

  @Test
  void quantile_isLinearBetweenTheClosest() {
    assertThat(doubles("Quantile", Map.of("value", 0.5), 4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(doubles("Quantile", Map.of("value", 0.25), 10, 20, 30)).isEqualTo(15.0);
  }

  @Test
  void trend_isPerUnit() {
    assertThat(doubles("Trend", Map.of("unit", ChronoUnit.DAYS), 5, 7, 9)).isEqualTo(2.0);
    assertThat(doubles("Trend", Map.of("unit", ChronoUnit.HOURS), 5, 29, 53)).isEqualTo(1.0);
  }

  @Test
  void exponentialOperators_halveWithEachHalfLife() {
    Map<String, Object> daily = Map.of("halfLife", "1d");
    assertThat(doubles("ExpSum", daily, 4, 6, 1)).isEqualTo(1 + 6 / 2.0 + 4 / 4.0);
    assertThat(doubles("ExpCount", daily, 4, 6, 1)).isEqualTo(1.75);
    assertThat(doubles("ExpMean", daily, 4, 6, 1)).isEqualTo(5 / 1.75);
  }

  @Test
  void exponentialMean_askedAgesLater_isTheSame() {
    Aggregator<?> mean =
        new OperatorCase("ExpMean", Map.of("halfLife", "1s"), List.of(Scalar.DOUBLE))
            .aggregator(true);
    assertThat(finished(mean, 1_000_000 * DAY, List.of(4.0), Scalar.DOUBLE)).isEqualTo(4.0);
  }

  @Test
  void approximateQuantile_isWithinItsError() {
    for (int seed = 0; seed < 20; seed++) {
      double[] values =
          new Random(seed).doubles(500).map(x -> StrictMath.exp(40 * (x - 0.5))).toArray();
      for (double share : new double[] {0, 0.1, 0.5, 0.99, 1}) {
        double exact = DoubleStream.of(values).sorted().toArray()[(int) (share * 499)];
        Map<String, Object> settings = Map.of("value", share, "relativeError", 0.02);
        assertThat((Double) doubles("ApproxQuantile", settings, values))
            .as("seed %d, share %s", seed, share)
            .isCloseTo(exact, within(0.02 * exact * (1 + 1e-12)));
      }
    }
  }

  @Test
  void approximateCountDistinct_isCloseHoweverItIsMerged() {
    for (int count = 1; count < 1_000; count += 13) {
      assertSketch(count); // a sketch changes its form at some of these
    }
    assertSketch(5_000);
    assertSketch(200_000);
  }

  /** One state, and 7 merged; values come up to three times. */
  private static void assertSketch(int count) {
    ApproxCountDistinctAggregator operator = new ApproxCountDistinctAggregator(Scalar.LONG);
    ApproxCountDistinctAggregator.State whole = operator.create();
    ApproxCountDistinctAggregator.State merged = operator.create();
    ReusedEvent event = new ReusedEvent();
    for (int part = 0; part < 7; part++) {
      ApproxCountDistinctAggregator.State state = operator.create();
      for (long i = part; i < 3L * count; i += 7) {
        NaiveEvent next = new NaiveEvent(i, List.of(i % count));
        operator.add(whole, event.of(next));
        operator.add(state, event.of(next));
      }
      merged = operator.merge(merged, state);
    }
    long estimate = (Long) result(operator, whole, 0);
    assertThat((double) estimate).as("of %d", count).isCloseTo(count, within(0.05 * count));
    assertThat(result(operator, merged, 0)).as("of %d", count).isEqualTo(estimate);
  }

  private static @Nullable Object doubles(
      String operator, Map<String, Object> settings, double... values) {
    Object[] boxed = DoubleStream.of(values).boxed().toArray();
    return value(operator, settings, Scalar.DOUBLE, boxed);
  }

  /** The value over events a day apart, for a row at the last. */
  private static @Nullable Object value(
      String operator, Map<String, Object> settings, Type input, Object... values) {
    Aggregator<?> aggregator =
        new OperatorCase(operator, settings, List.of(input)).aggregator(true);
    return finished(aggregator, (values.length - 1) * DAY, List.of(values), input);
  }

  private static <S> @Nullable Object finished(
      Aggregator<S> aggregator, long asOf, List<Object> values, Type input) {
    S state = aggregator.create();
    ReusedEvent event = new ReusedEvent();
    for (int i = 0; i < values.size(); i++) {
      aggregator.add(state, event.of(new NaiveEvent(i * DAY, List.of(values.get(i)))));
    }
    return result(aggregator, state, asOf);
  }

  private static <S> @Nullable Object result(Aggregator<S> aggregator, S state, long asOf) {
    CollectedResult result = new CollectedResult(aggregator.result());
    aggregator.finish(state, asOf, result);
    return result.value();
  }
}
