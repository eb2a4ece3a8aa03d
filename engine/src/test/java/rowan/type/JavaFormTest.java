package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Field;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

class JavaFormTest {

  public enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "grass";
      }
    }
  }

  public record Reading(Instant at) {}

  private static final Enumeration COLOR =
      new Enumeration(Color.class.getName(), List.of("RED", "GREEN"));

  private static final Struct READING =
      new Struct(Reading.class.getName(), List.of(new Field(Name.of("at"), Scalar.INSTANT, false)));

  @Test
  void javaClass_ofEachType_isBoxed() {
    assertThat(javaClass(Scalar.BOOLEAN)).isEqualTo(Boolean.class);
    assertThat(javaClass(Scalar.INT)).isEqualTo(Integer.class);
    assertThat(javaClass(Scalar.LONG)).isEqualTo(Long.class);
    assertThat(javaClass(Scalar.FLOAT)).isEqualTo(Float.class);
    assertThat(javaClass(Scalar.DOUBLE)).isEqualTo(Double.class);
    assertThat(javaClass(Scalar.STRING)).isEqualTo(String.class);
    assertThat(javaClass(Scalar.INSTANT)).isEqualTo(Instant.class);
    assertThat(javaClass(Scalar.DATE)).isEqualTo(LocalDate.class);
    assertThat(javaClass(Scalar.DATE_TIME)).isEqualTo(LocalDateTime.class);
    assertThat(javaClass(Scalar.BINARY)).isEqualTo(byte[].class);
    assertThat(javaClass(new Decimal(5, 2))).isEqualTo(BigDecimal.class);
    assertThat(javaClass(COLOR)).isEqualTo(Color.class);
    assertThat(javaClass(READING)).isEqualTo(Reading.class);
    assertThat(javaClass(new Opaque("java.time.Duration"))).isEqualTo(Duration.class);
    assertThat(javaClass(new ListOf(Scalar.INT, false))).isEqualTo(List.class);
    assertThat(javaClass(new MapOf(Scalar.INT, Scalar.INT, false))).isEqualTo(Map.class);
  }

  private static Class<?> javaClass(Type type) {
    return JavaForm.javaClass(type, JavaFormTest::classNamed);
  }

  @Test
  void convert_widerNumbers_areWidened() {
    assertThat(convert(Scalar.LONG, 7)).isEqualTo(7L);
    assertThat(convert(Scalar.DOUBLE, 7)).isEqualTo(7.0);
    assertThat(convert(Scalar.DOUBLE, 7L)).isEqualTo(7.0);
    assertThat(convert(Scalar.DOUBLE, 0.5f)).isEqualTo(0.5);
  }

  @Test
  void convert_valuesOfTheType_areMadeCanonical() {
    assertThat(convert(Scalar.INSTANT, Instant.ofEpochSecond(0, 1))).isEqualTo(Instant.EPOCH);
    assertThat(convert(READING, new Reading(Instant.ofEpochSecond(0, 1))))
        .isEqualTo(new Reading(Instant.EPOCH));
    assertThat(convert(new Decimal(5, 2), new BigDecimal("1.005")))
        .isEqualTo(new BigDecimal("1.01"));
  }

  @Test
  void convert_enumConstants_orTheirNames() {
    assertThat(convert(COLOR, Color.GREEN)).isEqualTo(Color.GREEN);
    assertThat(convert(COLOR, "GREEN")).isEqualTo(Color.GREEN);
    assertRefused(COLOR, "grass", "its constants are RED, GREEN");
    assertRefused(COLOR, 1, "expected a Color");
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 7, an Integer",
    "LONG, 7.0, a Long",
    "FLOAT, 7.0, a Float",
    "STRING, 7, a String",
    "INSTANT, 7, an Instant",
    "BINARY, 7, a byte[]",
  })
  void convert_valuesOfOtherTypes_areRefused(Scalar type, String number, String expected) {
    Object value = number.contains(".") ? (Object) Double.valueOf(number) : Long.valueOf(number);

    assertRefused(type, value, "expected " + expected);
  }

  @Test
  void convert_elementsOfCollections_areWidenedAndMadeCanonicalToo() {
    Type nested = new MapOf(Scalar.LONG, new ListOf(Scalar.DOUBLE, true), false);

    assertThat(convert(new ListOf(Scalar.LONG, true), Arrays.asList(1, null, 2L)))
        .isEqualTo(Arrays.asList(1L, null, 2L));
    assertThat(convert(nested, Map.of(1, Arrays.asList(1, 2.5f, null))))
        .isEqualTo(Map.of(1L, Arrays.asList(1.0, 2.5, null)));
    assertThat(convert(new MapOf(COLOR, Scalar.INT, false), Map.of("RED", 1)))
        .isEqualTo(Map.of(Color.RED, 1));
  }

  @Test
  void convert_elementsOfOtherTypes_areRefused() {
    assertRefused(new ListOf(Scalar.LONG, false), List.of("1"), "expected a Long");
    assertRefused(new ListOf(Scalar.DOUBLE, false), List.of(true), "expected a Double");
    assertRefused(new MapOf(Scalar.STRING, Scalar.LONG, false), Map.of(1, 1L), "expected a String");
    assertRefused(new ListOf(READING, false), List.of("x"), "expected a Reading");
    assertRefused(
        new ListOf(Scalar.LONG, false),
        Arrays.asList(1L, null),
        "an element of a List<long> is null; mark its type @Nullable if it may be");
  }

  @Test
  void convert_keysThatBecomeEqual_areRefused() {
    assertRefused(
        new MapOf(Scalar.DOUBLE, Scalar.INT, false),
        Map.of(0.0, 1, -0.0, 2),
        "two keys of a Map<double,int> are 0.0");
    assertRefused(
        new MapOf(Scalar.LONG, Scalar.INT, false),
        Map.of(1, 1, 1L, 2),
        "two keys of a Map<long,int> are 1");
  }

  @Test
  void convert_opaqueValues_areHandedOverAsTheyAre() {
    Duration value = Duration.ofDays(1);

    assertThat(convert(new Opaque("java.time.Duration"), value)).isSameAs(value);
    assertRefused(new Opaque("java.time.Duration"), "P1D", "expected a Duration");
  }

  private static void assertRefused(Type type, Object value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convert(type, value))
        .withMessage(message);
  }

  private static Object convert(Type type, Object value) {
    return JavaForm.of(type, JavaFormTest::classNamed).convert(value);
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
