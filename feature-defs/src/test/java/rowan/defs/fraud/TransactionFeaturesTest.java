package rowan.defs.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionFeaturesTest {

  private static final long YEAR_1 = -62_135_596_800L;
  private static final long YEAR_9999 = 253_402_300_799L;

  /** 2018-04-01, the first day of the simulated payments, was a Sunday. */
  @ParameterizedTest
  @CsvSource({
    "2018-03-30T23:59:59.999999Z, false",
    "2018-03-31T00:00:00Z, true",
    "2018-04-01T23:59:59.999999Z, true",
    "2018-04-02T00:00:00Z, false",
    "1970-01-01T00:00:00Z, false",
    "1969-12-28T23:59:59Z, true",
    "1969-12-26T23:59:59.999999Z, false",
    "1969-12-27T00:00:00Z, true",
  })
  void weekendIsSaturdayAndSunday(Instant time, boolean expected) {
    assertThat(TransactionFeatures.duringWeekend(time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01T00:00:00Z, true",
    "2018-04-01T06:59:59.999999Z, true",
    "2018-04-01T07:00:00Z, false",
    "2018-04-01T23:59:59.999999Z, false",
    "1969-12-31T00:00:00Z, true",
    "1969-12-31T06:59:59Z, true",
    "1969-12-31T07:00:00Z, false",
    "1969-12-31T23:59:59.999999Z, false",
  })
  void nightIsHours0To6(Instant time, boolean expected) {
    assertThat(TransactionFeatures.duringNight(time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01T00:00:00Z, 0, 0",
    "2018-04-01T00:59:59Z, 59, 0",
    "2018-04-01T01:00:00Z, 60, 1",
    "2018-04-01T06:59:59Z, 419, 6",
    "2018-04-01T07:00:00Z, 420, 7",
    "2018-04-01T23:59:59.999999Z, 1439, 23",
    "1969-12-31T23:59:59.5Z, 1439, 23",
  })
  void minutesAndHoursStartAtMidnightUtc(Instant time, int minutes, int hour) {
    assertThat(TransactionFeatures.minutesSinceMidnight(time)).isEqualTo(minutes);
    assertThat(TransactionFeatures.hourOfDay(minutes)).isEqualTo(hour);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01T00:00:00Z, 2018-04-01",
    "2018-04-01T23:59:59.999999Z, 2018-04-01",
    "1969-12-31T23:59:59.999999Z, 1969-12-31",
  })
  void dateIsTheDayInUtc(Instant time, LocalDate expected) {
    assertThat(TransactionFeatures.txDate(time)).isEqualTo(expected);
  }

  @Property
  void timesAgreeWithTheCalendar(@ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long second) {
    Instant time = Instant.ofEpochSecond(second);
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    int day = utc.getDayOfWeek().getValue();

    assertThat(TransactionFeatures.duringWeekend(time)).isEqualTo(day >= 6);
    assertThat(TransactionFeatures.duringNight(time)).isEqualTo(utc.getHour() <= 6);
    assertThat(TransactionFeatures.dayOfWeek(TransactionFeatures.txDate(time))).isEqualTo(day);
    assertThat(TransactionFeatures.minutesSinceMidnight(time))
        .isEqualTo(utc.getHour() * 60 + utc.getMinute());
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01, 7",
    "2018-04-02, 1",
    "2018-04-07, 6",
    "1970-01-01, 4",
    "1969-12-28, 7",
  })
  void daysOfTheWeekCountFromMonday(LocalDate date, int expected) {
    assertThat(TransactionFeatures.dayOfWeek(date)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-01, 1, false",
    "2018-04-29, 29, false",
    "2018-04-30, 30, true",
    "2018-05-30, 30, false",
    "2018-05-31, 31, true",
    "2018-02-28, 28, true",
    "2020-02-28, 28, false",
    "2020-02-29, 29, true",
    "1969-12-31, 31, true",
  })
  void monthsEndOnTheirLastDay(LocalDate date, int dayOfMonth, boolean monthEnd) {
    assertThat(TransactionFeatures.dayOfMonth(date)).isEqualTo(dayOfMonth);
    assertThat(TransactionFeatures.monthEnd(date)).isEqualTo(monthEnd);
  }

  @ParameterizedTest
  @CsvSource({
    "0, NIGHT",
    "6, NIGHT",
    "7, MORNING",
    "11, MORNING",
    "12, AFTERNOON",
    "17, AFTERNOON",
    "18, EVENING",
    "23, EVENING",
  })
  void dayPartsCoverTheDay(int hour, DayPart expected) {
    assertThat(TransactionFeatures.dayPart(hour)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 8, false",
    "false, 9, true",
    "false, 16, true",
    "false, 17, false",
    "true, 12, false",
  })
  void officeHoursAre9To17OnWeekdays(boolean weekend, int hour, boolean expected) {
    assertThat(TransactionFeatures.duringOfficeHours(weekend, hour)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "false, true, false",
    "true, false, false",
    "true, true, true",
  })
  void weekendNightIsBoth(boolean weekend, boolean night, boolean expected) {
    assertThat(TransactionFeatures.duringWeekendNight(weekend, night)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "360, 1, 0", "720, 0, -1", "1080, -1, 0"})
  void timeOfDayGoesRoundIn24Hours(int minutes, double sin, double cos) {
    assertCycle(TransactionFeatures.timeOfDay(minutes), sin, cos);
  }

  /** A quarter of a week is 2,520 minutes: Tuesday, 18:00. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0, 1", "2, 1080, 1, 0", "4, 720, 0, -1", "6, 360, -1, 0"})
  void timeOfWeekGoesRoundIn7Days(int day, int minutes, double sin, double cos) {
    assertCycle(TransactionFeatures.timeOfWeek(day, minutes), sin, cos);
  }

  @Test
  void sundayNightLiesBesideMondayMorning() {
    Cycle last = TransactionFeatures.timeOfWeek(7, 1439);

    assertThat(last.sin()).isNegative();
    assertCycle(last, -2 * Math.PI / 10_080, 1);
  }

  private static void assertCycle(Cycle cycle, double sin, double cos) {
    assertThat(cycle.sin()).isEqualTo(sin, within(1e-6));
    assertThat(cycle.cos()).isEqualTo(cos, within(1e-6));
  }

  @Test
  void inputsHaveTheDefaultsThatTheirDocumentsState() {
    assertThat(TransactionFeatures.highAmountThreshold()).isEqualTo(220);
    assertThat(TransactionFeatures.testChargeLimit()).isEqualTo(1);
  }

  @Test
  void logarithmOfNothingIsZero() {
    assertThat(TransactionFeatures.amountLog(0)).isZero();
    assertThat(TransactionFeatures.amountLog(StrictMath.E - 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, false",
    "0.29, 29, 29, false",
    "1.99, 199, 99, false",
    "9.99, 999, 99, false",
    "9.996, 1000, 0, true",
    "10, 1000, 0, true",
    "15, 1500, 0, false",
    "57.16, 5716, 16, false",
    "220, 22000, 0, true",
  })
  void centsAreRounded(double amount, long cents, int part, boolean round) {
    assertThat(TransactionFeatures.amountInCents(amount)).isEqualTo(cents);
    assertThat(TransactionFeatures.centsPart(cents)).isEqualTo(part);
    assertThat(TransactionFeatures.roundAmount(cents)).isEqualTo(round);
  }

  @ParameterizedTest
  @CsvSource({
    "0, TINY",
    "0.99, TINY",
    "1, SMALL",
    "19.99, SMALL",
    "20, MEDIUM",
    "99.99, MEDIUM",
    "100, LARGE",
    "219.99, LARGE",
    "220, VERY_LARGE",
    "1e9, VERY_LARGE",
  })
  void bandsIncludeTheirLowerLimit(double amount, AmountBand expected) {
    assertThat(TransactionFeatures.amountBand(amount)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false, false",
    "197.99, 0.89995, false, false",
    "198, 0.9, true, false",
    "220, 1, true, false",
    "220.01, 1.00005, false, true",
    "440, 2, false, true",
  })
  void thresholdItselfIsNotHigh(double amount, double share, boolean justUnder, boolean high) {
    double actualShare = TransactionFeatures.shareOfThreshold(amount, 220);

    assertThat(actualShare).isEqualTo(share, within(1e-5));
    assertThat(TransactionFeatures.justUnderThreshold(actualShare)).isEqualTo(justUnder);
    assertThat(TransactionFeatures.highAmount(amount, 220)).isEqualTo(high);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0.01, true", "1, true", "1.01, false"})
  void testChargeIsSmallButNotZero(double amount, boolean expected) {
    assertThat(TransactionFeatures.testCharge(amount, 1)).isEqualTo(expected);
  }

  @Test
  void categoryNamesBandAndDayPart() {
    assertThat(TransactionFeatures.amountBandAndDayPart(AmountBand.VERY_LARGE, DayPart.NIGHT))
        .isEqualTo("VERY_LARGE_NIGHT");
  }

  @Test
  void eachWarningSignCountsOnce() {
    assertThat(TransactionFeatures.warningSigns(false, false, false, false, false)).isZero();
    assertThat(TransactionFeatures.warningSigns(true, false, false, false, false)).isOne();
    assertThat(TransactionFeatures.warningSigns(false, true, false, false, false)).isOne();
    assertThat(TransactionFeatures.warningSigns(false, false, true, false, false)).isOne();
    assertThat(TransactionFeatures.warningSigns(false, false, false, true, false)).isOne();
    assertThat(TransactionFeatures.warningSigns(false, false, false, false, true)).isOne();
    assertThat(TransactionFeatures.warningSigns(true, true, true, true, true)).isEqualTo(5);
  }
}
