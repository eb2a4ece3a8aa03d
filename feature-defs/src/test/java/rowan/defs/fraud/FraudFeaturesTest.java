package rowan.defs.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FraudFeaturesTest {

  @Test
  void inputsHaveTheDefaultsThatTheirDocumentsState() {
    assertThat(FraudFeatures.usualFraudRate()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({"50, 30, 10, 2", "10, 30, 10, -2", "30, 30, 10, 0", "50, 30, 0, ", "30, 30, 0, "})
  void zScoreNeedsAmountsThatDiffer(double amount, double mean, double sd, Double expected) {
    assertThat(FraudFeatures.amountZScore(amount, mean, sd)).isEqualTo(expected);
    assertThat(FraudFeatures.amountZScoreAtTerminal(amount, mean, sd)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"50, 100, 0.5", "100, 100, 1", "0, 100, 0", "50, 0, ", "0, 0, "})
  void multiplesNeedAnAmountAboveZero(double amount, double usual, Double expected) {
    assertThat(FraudFeatures.amountVsMax(amount, usual)).isEqualTo(expected);
    assertThat(FraudFeatures.amountVsMedian(amount, usual)).isEqualTo(expected);
    assertThat(FraudFeatures.amountVsLast(amount, usual)).isEqualTo(expected);
    assertThat(FraudFeatures.amountVsRecent(amount, usual)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"99.99, false", "100, false", "100.01, true"})
  void usualRangeIncludesItsEnd(double amount, boolean expected) {
    assertThat(FraudFeatures.amountAboveUsual(amount, 100)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"false, 0, false", "false, 1, false", "true, 0, false", "true, 1, true"})
  void testThenHighAmountIsBoth(boolean high, long tests, boolean expected) {
    assertThat(FraudFeatures.highAmountAfterTest(high, tests)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 720, 1", "3, 720, 3", "1, 1, 720"})
  void velocityIsAgainstAMeanHour(long hour, long month, double expected) {
    assertThat(FraudFeatures.velocityVsUsual(hour, month)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01T00:00:00Z, 0",
    "2018-04-02T12:00:00Z, 1.5",
    "2018-10-01T00:00:00Z, 183",
  })
  void tenureIsInDaysAndTheirFractions(Instant time, double expected) {
    Instant first = Instant.parse("2018-04-01T00:00:00Z");
    assertThat(FraudFeatures.customerTenureDays(time, first)).isEqualTo(expected);
  }

  @Test
  void daysSinceTheFirstFraudHaveFractions() {
    assertThat(
            FraudFeatures.terminalDaysSinceFirstFraud(
                Instant.parse("2018-04-20T12:00:00Z"), Instant.parse("2018-04-10T00:00:00Z")))
        .isEqualTo(10.5);
  }

  @ParameterizedTest
  @CsvSource({"false, 0, true", "false, 299.9, true", "false, 300, false", "true, 0, false"})
  void changeWithinFiveMinutesIsQuick(boolean same, double seconds, boolean expected) {
    assertThat(FraudFeatures.quickTerminalChange(same, seconds)).isEqualTo(expected);
  }

  @Test
  void terminalsAreComparedByNumber() {
    assertThat(FraudFeatures.newTerminal(0)).isTrue();
    assertThat(FraudFeatures.newTerminal(1)).isFalse();
    assertThat(FraudFeatures.sameTerminalAsLast(1L << 40, 1L << 40)).isTrue();
    assertThat(FraudFeatures.sameTerminalAsLast(1, 2)).isFalse();
    assertThat(FraudFeatures.atUsualTerminal(1L << 40, 1L << 40)).isTrue();
    assertThat(FraudFeatures.atUsualTerminal(1, 2)).isFalse();
    assertThat(FraudFeatures.unusualDayPart(DayPart.NIGHT, DayPart.NIGHT)).isFalse();
    assertThat(FraudFeatures.unusualDayPart(DayPart.NIGHT, DayPart.MORNING)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0.01", "1, 1, 0.1", "0, 10, 0.005", "0.5, 90, 0.451"})
  void smoothedRiskLeansOnTheUsualOneWhereLittleIsKnown(double risk, long count, double expected) {
    assertThat(FraudFeatures.terminalSmoothedRisk(risk, count, 0.01))
        .isEqualTo(expected, within(1e-15));
  }

  @Test
  void riskRisesAboveThatOfTheMonth() {
    assertThat(FraudFeatures.terminalRiskRise(0.75, 0.25)).isEqualTo(0.5);
    assertThat(FraudFeatures.terminalRiskRise(0, 0.25)).isEqualTo(-0.25);
  }

  @Test
  void confirmedFraudIsOne() {
    assertThat(FraudOutcome.confirmedFraud(1)).isTrue();
    assertThat(FraudOutcome.confirmedFraud(0)).isFalse();
  }
}
