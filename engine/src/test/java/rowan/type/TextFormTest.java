package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

class TextFormTest {

  /** Years 0 to 9999, where a time can be told from its text alone. */
  private static final long FIRST = -62_167_219_200_000_000L;

  private static final long LAST = 253_402_300_799_999_999L;

  private static final Enumeration COLOR = new Enumeration("a.Color", List.of("RED", "GREEN"));

  @Property
  void numbers_shownAndParsed_comeBack(
      @ForAll int i, @ForAll long l, @ForAll float f, @ForAll double d) {
    assertThat(TextForm.parse(Scalar.INT, TextForm.show(i))).isEqualTo(i);
    assertThat(TextForm.parse(Scalar.LONG, TextForm.show(l))).isEqualTo(l);
    assertThat(TextForm.parse(Scalar.FLOAT, TextForm.show(f))).isEqualTo(f);
    assertThat(TextForm.parse(Scalar.DOUBLE, TextForm.show(d))).isEqualTo(d);
  }

  @Property
  void times_shownAndParsed_comeBack(@ForAll @LongRange(min = FIRST, max = LAST) long micros) {
    Instant instant = Micros.instant(micros);
    LocalDateTime dateTime = Micros.dateTime(micros);
    LocalDate date = dateTime.toLocalDate();

    assertThat(TextForm.parse(Scalar.INSTANT, TextForm.show(instant))).isEqualTo(instant);
    assertThat(TextForm.parse(Scalar.DATE_TIME, TextForm.show(dateTime))).isEqualTo(dateTime);
    assertThat(TextForm.parse(Scalar.DATE, TextForm.show(date))).isEqualTo(date);
  }

  @Property
  void bytes_inBase64_comeBack(@ForAll byte[] bytes) {
    assertThat((byte[]) TextForm.parse(Scalar.BINARY, Base64.getEncoder().encodeToString(bytes)))
        .isEqualTo(bytes);
  }

  @Test
  void strings_areTakenWithTheirBlanks_andMadeCanonical() {
    assertThat(TextForm.parse(Scalar.STRING, " a ")).isEqualTo(" a ");
    assertThat(TextForm.parse(Scalar.STRING, "")).isEqualTo("");
    assertThat(TextForm.parse(Scalar.STRING, "a\uD83D")).isEqualTo("a?");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "1, true", "' true ', true", "false, false", "0, false"})
  void booleans_haveTwoSpellingsEach(String text, boolean value) {
    assertThat(TextForm.parse(Scalar.BOOLEAN, text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TRUE", "yes", "t", "2", "-1", "null"})
  void booleans_spelledOtherwise_areRefused(String text) {
    assertRefused(Scalar.BOOLEAN, text, "\"" + text + "\" is not a boolean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T05:00:00Z",
        "2024-02-29T05:00Z",
        "2024-02-29 05:00:00Z",
        " 2024-02-29T05:00:00.000Z ",
        "2024-02-29T05:00:00",
        "2024-02-29 05:00:00",
        "2024-02-29 05:00",
        "2024-02-29T05:00:00+00:00",
        "2024-02-29T10:30:00+05:30",
        "2024-02-29 10:30:00+05:30",
        "2024-02-29T10:30:00+0530",
        "2024-02-29T10:00:00+05",
        "2024-02-29T00:00:00-05:00",
        "2024-02-29T00:00-05:00",
        "2024-02-28T23:00-06",
        "2024-02-29T05:00:00.000000999Z",
      })
  void instants_withOrWithoutOffset_inUtcWhenTheyDoNotSay(String text) {
    assertThat(TextForm.parse(Scalar.INSTANT, text))
        .isEqualTo(Instant.parse("2024-02-29T05:00:00Z"));
  }

  @Test
  void instants_ofADateAlone_areMidnightUtc() {
    assertThat(TextForm.parse(Scalar.INSTANT, "2024-02-29"))
        .isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(TextForm.parse(Scalar.DATE_TIME, "2024-02-29"))
        .isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2023-02-29",
        "2024-02-29T25:00:00Z",
        "2024-02-29T05:00:00+19:00",
        "2024-02-29T05:00:00 UTC",
        "29.02.2024",
        "1709182800"
      })
  void instants_spelledOtherwise_areRefused(String text) {
    assertRefused(Scalar.INSTANT, text, "\"" + text + "\" is not an Instant");
  }

  @Test
  void decimals_areRoundedToTheirScale() {
    assertThat(TextForm.parse(new Decimal(5, 2), " 1.005 ")).isEqualTo(new BigDecimal("1.01"));
    assertThat(TextForm.parse(new Decimal(5, 2), "1e2")).isEqualTo(new BigDecimal("100.00"));
  }

  @Test
  void enumConstants_areTheirNames() {
    assertThat(TextForm.parse(COLOR, "RED")).isEqualTo("RED");
    assertRefused(COLOR, "red", "\"red\" is not a Color (RED, GREEN)");
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 1.0, an int",
    "INT, 2147483648, an int",
    "INT, '', an int",
    "LONG, x, a long",
    "LONG, 9223372036854775808, a long",
    "FLOAT, '1,5', a float",
    "DOUBLE, one, a double",
    "DATE, 2024-02-29T00:00, a LocalDate",
    "DATE, 2024-02-30, a LocalDate",
    "DATE_TIME, 2024-02-29T00:00Z, a LocalDateTime",
    "BINARY, é, a byte[]",
    "BINARY, abc-, a byte[]",
  })
  void scalars_thatTextDoesNotSpell_areRefused(Scalar type, String text, String what) {
    assertRefused(type, text, "\"" + text + "\" is not " + what);
  }

  @Test
  @Timeout(10)
  void decimals_thatTextDoesNotSpell_areRefused() {
    Decimal type = new Decimal(5, 2);

    assertRefused(type, "", "\"\" is not a decimal(5,2)");
    assertRefused(type, "1000", "\"1000\" is not a decimal(5,2)");
    assertRefused(type, "NaN", "\"NaN\" is not a decimal(5,2)");
    assertRefused(type, "1e1000000000", "\"1e1000000000\" is not a decimal(5,2)");
  }

  @Test
  void collections_haveNoText() {
    Type list = new ListOf(Scalar.INT, false);

    assertRefused(list, "[1]", "\"[1]\" is not a List<int>");
    assertThat(TextForm.exists(list)).isFalse();
    assertThat(TextForm.exists(new MapOf(Scalar.INT, Scalar.INT, false))).isFalse();
    assertThat(TextForm.exists(new Struct("a.Money", List.of()))).isFalse();
    assertThat(TextForm.exists(new Opaque("a.Model"))).isFalse();
    assertThat(TextForm.exists(Scalar.BINARY)).isTrue();
    assertThat(TextForm.exists(new Decimal(5, 2))).isTrue();
    assertThat(TextForm.exists(COLOR)).isTrue();
  }

  private static void assertRefused(Type type, String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextForm.parse(type, text))
        .withMessage(message);
  }

  @Test
  void show_values_asMessagesDo() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", 1.5);
    map.put("b", null);

    assertThat(TextForm.show(null)).isEqualTo("null");
    assertThat(TextForm.show("a \"b\"")).isEqualTo("\"a \"b\"\"");
    assertThat(TextForm.show(new byte[] {1, (byte) 0xff})).isEqualTo("0x01ff");
    assertThat(TextForm.show(Arrays.asList(1L, null, "x"))).isEqualTo("[1, null, \"x\"]");
    assertThat(TextForm.show(map)).isEqualTo("{\"a\": 1.5, \"b\": null}");
    assertThat(TextForm.show(-0.0)).isEqualTo("-0.0");
  }

  @Test
  void show_longValues_areCutAtEightyCharacters() {
    assertThat(TextForm.show("x".repeat(78))).isEqualTo("\"" + "x".repeat(78) + "\"");
    assertThat(TextForm.show("x".repeat(79))).isEqualTo("\"" + "x".repeat(76) + "...");
  }
}
