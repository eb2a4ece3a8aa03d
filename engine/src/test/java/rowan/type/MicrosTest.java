package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {

  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

  @Property
  void instant_ofMicrosAndBack_isTheSame(@ForAll long micros) {
    Instant instant = Micros.instant(micros);

    assertThat(instant).isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    assertThat(Micros.of(instant)).isEqualTo(micros);
    assertThat(Micros.floor(instant)).isEqualTo(instant);
  }

  @Property
  void dateTime_ofMicrosAndBack_isTheSame(@ForAll long micros) {
    LocalDateTime dateTime = Micros.dateTime(micros);

    assertThat(dateTime)
        .isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0).plus(micros, ChronoUnit.MICROS));
    assertThat(Micros.of(dateTime)).isEqualTo(micros);
  }

  @Property
  void instant_finerThanAMicrosecond_isFloored(
      @ForAll @LongRange(min = -9_223_372_036_854L, max = 9_223_372_036_853L) long seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    Instant instant = Instant.ofEpochSecond(seconds, nanos);

    assertThat(BigInteger.valueOf(Micros.of(instant))).isEqualTo(floorMicros(seconds, nanos));
    assertThat(Micros.floor(instant)).isEqualTo(Micros.instant(Micros.of(instant)));
  }

  private static BigInteger floorMicros(long seconds, int nanos) {
    BigInteger all =
        BigInteger.valueOf(seconds)
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(nanos));
    BigInteger[] divided = all.divideAndRemainder(THOUSAND);
    return divided[1].signum() < 0 ? divided[0].subtract(BigInteger.ONE) : divided[0];
  }

  @Test
  void instant_beforeTheEpoch_isFlooredAwayFromIt() {
    assertThat(Micros.of(Instant.parse("1969-12-31T23:59:59.999999999Z"))).isEqualTo(-1);
    assertThat(Micros.floor(Instant.parse("1969-12-31T23:59:59.999999999Z")))
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE})
  void instant_atTheExtremes_comesBack(long micros) {
    assertThat(Micros.of(Micros.instant(micros))).isEqualTo(micros);
    assertThat(Micros.of(Micros.dateTime(micros))).isEqualTo(micros);
    assertThat(Micros.floor(Micros.instant(micros).plusNanos(999)))
        .isEqualTo(Micros.instant(micros));
  }

  @Test
  void instant_oneMicrosecondTooLate_isOutOfRange() {
    Instant tooLate = Micros.instant(Long.MAX_VALUE).plusNanos(1000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.of(tooLate))
        .withMessage(
            "the instant +294247-01-10T04:00:54.775808Z is out of range (64 bits of microseconds)");
  }

  @Test
  void instant_oneNanosecondTooEarly_isOutOfRange() {
    Instant tooEarly = Micros.instant(Long.MIN_VALUE).minusNanos(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.floor(tooEarly))
        .withMessage(
            "the instant -290308-12-21T19:59:05.224191999Z is out of range (64 bits of microseconds)");
  }

  @Test
  void dateTime_tooLate_isOutOfRangeAndNotCalledAnInstant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.of(LocalDateTime.of(300_000, 1, 1, 0, 0)))
        .withMessage("the date-time +300000-01-01T00:00 is out of range (64 bits of microseconds)");
  }

  @Property
  void date_asDays_comesBack(@ForAll int days) {
    assertThat(Micros.days(LocalDate.ofEpochDay(days))).isEqualTo(days);
  }

  @Test
  void date_atTheExtremes_comesBackOrIsOutOfRange() {
    assertThat(Micros.days(LocalDate.ofEpochDay(Integer.MAX_VALUE))).isEqualTo(Integer.MAX_VALUE);
    assertThat(Micros.days(LocalDate.ofEpochDay(Integer.MIN_VALUE))).isEqualTo(Integer.MIN_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.days(LocalDate.ofEpochDay(1L + Integer.MAX_VALUE)))
        .withMessage("the date +5881580-07-12 is out of range (32 bits of days)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.days(LocalDate.ofEpochDay(Integer.MIN_VALUE - 1L)))
        .withMessage("the date -5877641-06-22 is out of range (32 bits of days)");
  }

  @ParameterizedTest
  @CsvSource({
    "7d, PT168H",
    "36h, PT36H",
    "90m, PT90M",
    "1s, PT1S",
    "0s, PT0S",
    "007d, PT168H",
    "999999999d, PT23999999976H"
  })
  void duration_numberAndUnit_isFixed(String text, Duration duration) {
    assertThat(Micros.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7d", "36h", "90m", "61s", "0d", "999999999d"})
  void duration_asText_isInTheLargestUnitThatItFills(String text) {
    assertThat(Micros.text(Micros.duration(text))).isEqualTo(text);
  }

  @Test
  void duration_asText_48hAre2d() {
    assertThat(Micros.text(Micros.duration("48h"))).isEqualTo("2d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "d",
        "7",
        "7 d",
        " 7d",
        "7D",
        "-7d",
        "1.5h",
        "1w",
        "P7D",
        "7d1h",
        "1000000000d"
      })
  void duration_spelledOtherwise_isInvalid(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Micros.duration(text))
        .withMessage(
            "Invalid duration \"" + text + "\" (a whole number and d, h, m or s, such as 7d)");
  }
}
