package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import rowan.type.Type.Decimal;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;

class ValueOrderTest {

  enum Direction {
    UP,
    DOWN
  }

  @Property
  void strings_compareAsTheirCodePoints(
      @ForAll("texts") String a, @ForAll("texts") String b, @ForAll("texts") String common) {
    assertThat(sign(ValueOrder.compareCodePoints(common + a, common + b)))
        .isEqualTo(sign(compareNaively(common + a, common + b)));
  }

  private static int compareNaively(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** Few letters, so that many pairs share a prefix, from each side of the surrogates. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(0x41, 0x42, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF)
        .list()
        .ofMaxSize(4)
        .map(ValueOrderTest::text);
  }

  private static String text(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static int sign(int compared) {
    return Integer.signum(compared);
  }

  @Test
  void strings_aboveTheBasicPlane_comeLast() {
    assertThat("\uFFFD".compareTo("\uD83D\uDE00")).isPositive();
    assertThat(ValueOrder.of(Scalar.STRING).compare("\uFFFD", "\uD83D\uDE00")).isNegative();
  }

  @Test
  void doubles_compareByTheirTotalOrder() {
    assertAscending(
        Scalar.DOUBLE,
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN);
    assertAscending(Scalar.FLOAT, -1f, -0f, 0f, Float.POSITIVE_INFINITY, Float.NaN);
  }

  @Test
  void otherScalars_compareNaturally() {
    assertAscending(Scalar.BOOLEAN, false, true);
    assertAscending(Scalar.INT, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
    assertAscending(Scalar.LONG, Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
    assertAscending(Scalar.INSTANT, Instant.parse("1969-12-31T23:59:59.999999Z"), Instant.EPOCH);
    assertAscending(Scalar.DATE, LocalDate.parse("1969-12-31"), LocalDate.EPOCH);
    assertAscending(
        Scalar.DATE_TIME,
        LocalDateTime.parse("1969-12-31T10:00"),
        LocalDateTime.parse("1969-12-31T10:01"));
    assertAscending(new Decimal(5, 2), new BigDecimal("-1.00"), new BigDecimal("0.99"));
  }

  @Test
  void bytes_compareUnsigned_prefixFirst() {
    assertAscending(
        Scalar.BINARY, new byte[] {}, new byte[] {1}, new byte[] {1, 0}, new byte[] {(byte) 0x80});
  }

  @Test
  void enumConstants_compareByTheirNames() {
    Type type = new Type.Enumeration(Direction.class.getName(), List.of("UP", "DOWN"));

    assertAscending(type, Direction.DOWN, Direction.UP);
  }

  @Test
  void lists_compareElementByElement_nullsFirst() {
    assertAscending(
        new ListOf(Scalar.STRING, true),
        List.of(),
        Arrays.asList((String) null),
        List.of("a"),
        Arrays.asList("a", null),
        List.of("a", "\uFFFD"),
        List.of("a", "\uD83D\uDE00"),
        List.of("b"));
  }

  @Test
  void maps_haveNoOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ValueOrder.of(new MapOf(Scalar.STRING, Scalar.LONG, false)))
        .withMessage("a Map<String,long> has no order");
  }

  private static void assertAscending(Type type, Object... values) {
    Comparator<Object> order = ValueOrder.of(type);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        assertThat(sign(order.compare(values[i], values[j])))
            .as("%s against %s", values[i], values[j])
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
