package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.type.Type.Decimal;
import rowan.type.Type.Field;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

class CanonicalFormTest {

  public record Reading(Instant at, @Nullable Double value) {}

  public record Refusing(Instant at) {
    public Refusing {
      if (at.equals(Micros.floor(at))) {
        throw new IllegalStateException("too round");
      }
    }
  }

  private static final Instant FINE = Instant.parse("1969-12-31T23:59:59.9999999Z");
  private static final Instant FLOORED = Instant.parse("1969-12-31T23:59:59.999999Z");
  private static final double OTHER_NAN = Double.longBitsToDouble(0xfff8000000000123L);

  @Test
  void times_areFlooredToMicroseconds_beforeTheEpochToo() {
    assertThat(canonical(Scalar.INSTANT, FINE)).isEqualTo(FLOORED);
    assertThat(canonical(Scalar.INSTANT, Instant.ofEpochSecond(1, 1999)))
        .isEqualTo(Instant.ofEpochSecond(1, 1000));
    assertThat(canonical(Scalar.DATE_TIME, LocalDateTime.parse("1969-12-31T23:59:59.9999999")))
        .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.999999"));
  }

  @Test
  void times_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(Scalar.INSTANT, Instant.MAX))
        .withMessage(
            "the instant +1000000000-12-31T23:59:59.999999999Z is out of range (64 bits of microseconds)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(Scalar.DATE, LocalDate.MAX))
        .withMessage("the date +999999999-12-31 is out of range (32 bits of days)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(Scalar.DATE_TIME, LocalDateTime.MIN))
        .withMessage(
            "the date-time -999999999-01-01T00:00 is out of range (64 bits of microseconds)");
  }

  @Test
  void notANumber_hasOneBitPattern() {
    Double nan = (Double) canonical(Scalar.DOUBLE, OTHER_NAN);
    Float floatNan = (Float) canonical(Scalar.FLOAT, Float.intBitsToFloat(0xffc00123));

    assertThat(Double.doubleToRawLongBits(nan)).isEqualTo(0x7ff8000000000000L);
    assertThat(Float.floatToRawIntBits(floatNan)).isEqualTo(0x7fc00000);
  }

  @Test
  void negativeZero_isKept() {
    assertThat(canonical(Scalar.DOUBLE, -0.0)).isEqualTo(-0.0);
    assertThat(canonical(Scalar.FLOAT, -0.0f)).isEqualTo(-0.0f);
    assertThat(canonical(new ListOf(Scalar.DOUBLE, false), List.of(-0.0))).isEqualTo(List.of(-0.0));
  }

  @Test
  void negativeZero_asAMapKey_isZero() {
    assertThat(canonical(new MapOf(Scalar.DOUBLE, Scalar.DOUBLE, false), Map.of(-0.0, -0.0)))
        .isEqualTo(Map.of(0.0, -0.0));
    assertThat(canonical(new MapOf(Scalar.FLOAT, Scalar.INT, false), Map.of(-0.0f, 1)))
        .isEqualTo(Map.of(0.0f, 1));
  }

  @Test
  void bothZeros_asMapKeys_areRefused() {
    Map<Double, Integer> zeros = new LinkedHashMap<>();
    zeros.put(0.0, 1);
    zeros.put(-0.0, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(new MapOf(Scalar.DOUBLE, Scalar.INT, false), zeros))
        .withMessage("two keys of a Map<double,int> are 0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "1.005, 1.01",
    "1.0049, 1.00",
    "-1.005, -1.01",
    "1, 1.00",
    "1e1, 10.00",
    "0.0049, 0.00",
    "0.005, 0.01",
    "-0.004, 0.00",
    "999.994, 999.99",
    "1e-30, 0.00",
    "0e9, 0.00",
  })
  void decimals_areRoundedHalfUpToTheirScale(BigDecimal value, String rounded) {
    assertThat(CanonicalForm.decimal(value, new Decimal(5, 2))).hasToString(rounded);
  }

  @ParameterizedTest
  @CsvSource({"999.995", "1000", "-1000", "1e30"})
  void decimals_withTooManyDigits_areRefused(BigDecimal value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalForm.decimal(value, new Decimal(5, 2)))
        .withMessage("the decimal " + value + " does not fit decimal(5,2)");
  }

  @Property
  void decimals_fitOrAreRefused_asSettingTheScaleSays(
      @ForAll @Scale(6) BigDecimal value, @ForAll @IntRange(min = 1, max = 38) int precision) {
    BigDecimal scaled = value.setScale(1, RoundingMode.HALF_UP);
    Decimal type = new Decimal(precision, 1);
    if (scaled.precision() <= precision) {
      assertThat(CanonicalForm.decimal(value, type)).isEqualTo(scaled);
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> CanonicalForm.decimal(value, type));
    }
  }

  @Test
  @Timeout(10)
  void decimals_ofAbsurdExponents_areJudgedWithoutWritingThemOut() {
    Decimal type = new Decimal(38, 18);

    assertThat(CanonicalForm.decimal(new BigDecimal("-7e-2000000000"), type))
        .isEqualTo(new BigDecimal("0E-18"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalForm.decimal(new BigDecimal("1e2000000000"), type))
        .withMessage("the decimal 1E+2000000000 does not fit decimal(38,18)");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "\uD83D\uDE00, \uD83D\uDE00",
    "\uD83D, ?",
    "\uDE00, ?",
    "\uDE00\uD83D, ??",
    "a\uD83Db, a?b",
    "\uD83D\uD83D\uDE00, ?\uD83D\uDE00",
    "\uD83D\uDE00\uDE00, \uD83D\uDE00?",
  })
  void strings_unpairedSurrogates_becomeQuestionMarks(String text, String canonical) {
    assertThat(canonical(Scalar.STRING, text)).isEqualTo(canonical);
  }

  @Property
  void strings_becomeWhatUtf8MakesOfThem(@ForAll char[] units) {
    String text = new String(units);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(CanonicalForm.string(text)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property
  void strings_nearSurrogates_becomeWhatUtf8MakesOfThem(
      @ForAll @IntRange(min = 0xD7FE, max = 0xE001) int[] units) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(units).forEach(unit -> text.append((char) unit));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(CanonicalForm.string(text.toString()))
        .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void collections_nested_areCanonicalThroughout() {
    Type type = new ListOf(new MapOf(Scalar.STRING, new ListOf(reading(), false), false), false);
    Object value = List.of(Map.of("a\uD83D", List.of(new Reading(FINE, OTHER_NAN))));

    Object expected = List.of(Map.of("a?", List.of(new Reading(FLOORED, Double.NaN))));
    assertThat(canonical(type, value)).isEqualTo(expected);
  }

  @Test
  void maps_areOrderedByCodePoint() {
    Map<String, Integer> unordered = new LinkedHashMap<>();
    unordered.put("\uD83D\uDE00", 1);
    unordered.put("b", 2);
    unordered.put("\uFFFD", 3);
    unordered.put("B", 4);

    Map<?, ?> canonical =
        (Map<?, ?>) canonical(new MapOf(Scalar.STRING, Scalar.INT, false), unordered);

    assertThat(new ArrayList<>(canonical.keySet()))
        .isEqualTo(List.of("B", "b", "\uFFFD", "\uD83D\uDE00"));
    assertThat(new ArrayList<>(canonical.values())).isEqualTo(List.of(4, 2, 3, 1));
  }

  @Test
  void maps_keysThatBecomeEqual_areRefused() {
    Map<Instant, Integer> map = new LinkedHashMap<>();
    map.put(FINE, 1);
    map.put(FLOORED, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(new MapOf(Scalar.INSTANT, Scalar.INT, false), map))
        .withMessage("two keys of a Map<Instant,int> are 1969-12-31T23:59:59.999999Z");
  }

  @Test
  void nulls_whereMarkedNullable_areKept() {
    Map<String, Integer> map = new HashMap<>();
    map.put("a", null);

    assertThat(canonical(new ListOf(Scalar.INT, true), Arrays.asList(1, null)))
        .isEqualTo(Arrays.asList(1, null));
    assertThat(canonical(new MapOf(Scalar.STRING, Scalar.INT, true), map)).isEqualTo(map);
    assertThat(canonical(reading(), new Reading(FINE, null))).isEqualTo(new Reading(FLOORED, null));
  }

  @Test
  void nulls_whereNotMarkedNullable_areRefused() {
    Map<String, Integer> nullValue = new HashMap<>();
    nullValue.put("a", null);
    Map<String, Integer> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    Type map = new MapOf(Scalar.STRING, Scalar.INT, false);

    assertRefused(
        new ListOf(Scalar.INT, false),
        Arrays.asList(1, null),
        "an element of a List<int> is null; mark its type @Nullable if it may be");
    assertRefused(
        map,
        nullValue,
        "a value of a Map<String,int> is null; mark its type @Nullable if it may be");
    assertRefused(map, nullKey, "a key of a Map<String,int> is null");
    assertRefused(
        reading(),
        new Reading(null, 1.0),
        "Reading.at is null; mark its type @Nullable if it may be");
  }

  private static void assertRefused(Type type, Object value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(type, value))
        .withMessage(message);
  }

  @Test
  void records_thatAreCanonical_areReturnedAsTheyAre() {
    Reading canonical = new Reading(FLOORED, -0.0);

    assertThat(canonical(reading(), canonical)).isSameAs(canonical);
  }

  @Test
  void records_whoseConstructorRefusesTheCanonicalForm_areRefused() {
    Type type =
        new Struct(
            Refusing.class.getName(), List.of(new Field(Name.of("at"), Scalar.INSTANT, false)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> canonical(type, new Refusing(FINE)))
        .withMessage("no Refusing can be made: java.lang.IllegalStateException: too round")
        .withRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void collections_cannotBeChangedAfterwards() {
    List<Integer> authors = new ArrayList<>(List.of(1));

    @SuppressWarnings("unchecked")
    List<Integer> canonical = (List<Integer>) canonical(new ListOf(Scalar.INT, false), authors);
    authors.add(2);

    assertThat(canonical).isEqualTo(List.of(1));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> canonical.add(3));
  }

  @Test
  void otherValues_areReturnedAsTheyAre() {
    Duration opaque = Duration.ofDays(1);
    byte[] bytes = {1};
    String text = new String("a\uD83D\uDE00");

    assertThat(canonical(new Opaque("java.time.Duration"), opaque)).isSameAs(opaque);
    assertThat(canonical(Scalar.BINARY, bytes)).isSameAs(bytes);
    assertThat(canonical(Scalar.STRING, text)).isSameAs(text);
    assertThat(canonical(Scalar.INSTANT, FLOORED)).isSameAs(FLOORED);
    assertThat(canonical(Scalar.INT, 1)).isEqualTo(1);
    assertThat(canonical(Scalar.DATE, LocalDate.EPOCH)).isEqualTo(LocalDate.EPOCH);
  }

  private static Struct reading() {
    return new Struct(
        Reading.class.getName(),
        List.of(
            new Field(Name.of("at"), Scalar.INSTANT, false),
            new Field(Name.of("value"), Scalar.DOUBLE, true)));
  }

  private static Object canonical(Type type, Object value) {
    return CanonicalForm.of(type).apply(value);
  }
}
