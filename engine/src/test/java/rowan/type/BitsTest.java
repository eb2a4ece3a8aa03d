package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BitsTest {

  public record Reading(double value, String unit) {}

  public record Volts(double value) {}

  public record Amperes(double value) {}

  @SuppressWarnings("ArrayRecordComponent") // columns of bytes are arrays
  public record Picture(String name, byte[] pixels) {}

  public record Album(List<Picture> pictures) {}

  @Test
  void zeros_ofOppositeSigns_differ() {
    assertDiffer(0.0, -0.0);
    assertDiffer(0.0f, -0.0f);
    assertDiffer(List.of(0.0), List.of(-0.0));
    assertDiffer(Map.of("a", 0.0), Map.of("a", -0.0));
    assertDiffer(new Reading(0.0, "V"), new Reading(-0.0, "V"));
  }

  @Test
  void notANumber_equalsItself() {
    assertEqual(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L));
    assertEqual(Float.NaN, Float.NaN);
    assertEqual(List.of(Double.NaN), List.of(Double.NaN));
    assertEqual(new Reading(Double.NaN, "V"), new Reading(Double.NaN, "V"));
  }

  @Test
  void decimals_ofDifferentScales_differ() {
    assertDiffer(new BigDecimal("1.0"), new BigDecimal("1.00"));
    assertEqual(new BigDecimal("1.00"), new BigDecimal("1.00"));
  }

  @Test
  void values_ofDifferentTypes_differ() {
    assertDiffer(1, 1L);
    assertDiffer(1.0, 1.0f);
    assertDiffer("1", 1);
  }

  @Test
  void nulls_equalOnlyNull() {
    assertEqual(null, null);
    assertDiffer(null, 0);
    assertEqual(Arrays.asList(1, null), Arrays.asList(1, null));
    assertDiffer(Arrays.asList(1, null), List.of(1));
  }

  @Test
  void bytes_compareByContent_whereverTheyAre() {
    assertEqual(new byte[] {1, 2}, new byte[] {1, 2});
    assertDiffer(new byte[] {1, 2}, new byte[] {1, 3});
    assertEqual(List.of(new byte[] {1}), List.of(new byte[] {1}));
    assertEqual(Map.of("a", new byte[] {1}), Map.of("a", new byte[] {1}));
    assertEqual(picture(1), picture(1));
    assertDiffer(picture(1), picture(2));
    assertEqual(new Album(List.of(picture(1))), new Album(List.of(picture(1))));
    assertDiffer(new Album(List.of(picture(1))), new Album(List.of(picture(2))));
  }

  private static Picture picture(int pixel) {
    return new Picture("p", new byte[] {(byte) pixel});
  }

  @Test
  void records_ofDifferentClasses_differ() {
    assertDiffer(new Album(List.of()), new Reading(0, ""));
    assertDiffer(new Volts(1.5), new Amperes(1.5));
  }

  @Test
  void maps_inAnotherOrder_differ() {
    Map<String, Integer> ascending = new LinkedHashMap<>();
    ascending.put("a", 1);
    ascending.put("b", 2);
    Map<String, Integer> descending = new LinkedHashMap<>();
    descending.put("b", 2);
    descending.put("a", 1);

    assertDiffer(ascending, descending);
    assertEqual(ascending, new LinkedHashMap<>(ascending));
    assertDiffer(ascending, Map.of("a", 1));
    assertDiffer(Map.of("a", 1), Map.of("b", 1));
  }

  @Test
  void lists_ofDifferentLengths_differ() {
    assertDiffer(List.of(1, 2), List.of(1));
    assertEqual(List.of(List.of(1.0)), Arrays.asList(Arrays.asList(1.0)));
  }

  private static void assertEqual(Object a, Object b) {
    assertThat(Bits.equal(a, b)).as("%s and %s", a, b).isTrue();
    assertThat(Bits.equal(b, a)).as("%s and %s", b, a).isTrue();
  }

  private static void assertDiffer(Object a, Object b) {
    assertThat(Bits.equal(a, b)).as("%s and %s", a, b).isFalse();
    assertThat(Bits.equal(b, a)).as("%s and %s", b, a).isFalse();
  }
}
