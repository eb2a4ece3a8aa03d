package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static rowan.type.Widening.NARROWER;
import static rowan.type.Widening.SAME;
import static rowan.type.Widening.UNRELATED;
import static rowan.type.Widening.WIDER;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Field;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

class WideningTest {

  private static final List<Type> TYPES =
      List.of(
          Scalar.BOOLEAN,
          Scalar.INT,
          Scalar.LONG,
          Scalar.FLOAT,
          Scalar.DOUBLE,
          new Decimal(38, 18),
          Scalar.STRING,
          Scalar.INSTANT,
          Scalar.DATE,
          Scalar.DATE_TIME,
          Scalar.BINARY,
          new Enumeration("a.Color", List.of("RED")),
          new ListOf(Scalar.LONG, false),
          new MapOf(Scalar.STRING, Scalar.LONG, false),
          new Struct("a.Money", List.of(new Field(Name.of("amount"), Scalar.LONG, false))),
          new Opaque("a.Model"));

  /** A row is what a value is, a column where it goes; s same, w wider, n narrower. */
  private static final String MATRIX =
      """
               bo in lo fl do de st in da dt by en li ma re op
      boolean  s  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
      int      .  s  w  n  w  .  .  .  .  .  .  .  .  .  .  .
      long     .  n  s  n  w  .  .  .  .  .  .  .  .  .  .  .
      float    .  n  n  s  w  n  .  .  .  .  .  .  .  .  .  .
      double   .  n  n  n  s  n  .  .  .  .  .  .  .  .  .  .
      decimal  .  n  n  n  n  s  .  .  .  .  .  .  .  .  .  .
      String   .  .  .  .  .  .  s  .  .  .  .  .  .  .  .  .
      Instant  .  .  .  .  .  .  .  s  .  .  .  .  .  .  .  .
      Date     .  .  .  .  .  .  .  .  s  .  .  .  .  .  .  .
      DateTime .  .  .  .  .  .  .  .  .  s  .  .  .  .  .  .
      byte[]   .  .  .  .  .  .  .  .  .  .  s  .  .  .  .  .
      Color    .  .  .  .  .  .  .  .  .  .  .  s  .  .  .  .
      List     .  .  .  .  .  .  .  .  .  .  .  .  s  .  .  .
      Map      .  .  .  .  .  .  .  .  .  .  .  .  .  s  .  .
      Money    .  .  .  .  .  .  .  .  .  .  .  .  .  .  s  .
      Model    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  s
      """;

  private static final Map<String, Widening> CELLS =
      Map.of("s", SAME, "w", WIDER, "n", NARROWER, ".", UNRELATED);

  @Test
  void between_anyTwoTypes_isAsTheMatrixSays() {
    List<String> rows = MATRIX.lines().skip(1).toList();
    for (int from = 0; from < TYPES.size(); from++) {
      List<String> cells = List.of(rows.get(from).split(" +", -1));
      for (int to = 0; to < TYPES.size(); to++) {
        assertThat(Widening.between(TYPES.get(from), TYPES.get(to)))
            .as("%s to %s", TYPES.get(from), TYPES.get(to))
            .isEqualTo(CELLS.get(cells.get(to + 1)));
      }
    }
  }

  @Test
  void allowed_sameAndWider_only() {
    assertThat(SAME.isAllowed()).isTrue();
    assertThat(WIDER.isAllowed()).isTrue();
    assertThat(NARROWER.isAllowed()).isFalse();
    assertThat(UNRELATED.isAllowed()).isFalse();
  }

  @Test
  void between_decimalsOfAnyDigits_isSame() {
    assertThat(Widening.between(new Decimal(38, 18), new Decimal(5, 2))).isEqualTo(SAME);
  }

  @Test
  void between_listsOfOtherElements_isUnrelatedEvenWhenTheElementsWiden() {
    assertThat(Widening.between(list(Scalar.INT), list(Scalar.LONG))).isEqualTo(UNRELATED);
    assertThat(Widening.between(list(list(Scalar.INT)), list(list(Scalar.LONG))))
        .isEqualTo(UNRELATED);
    assertThat(Widening.between(list(new Decimal(5, 2)), list(new Decimal(38, 18))))
        .isEqualTo(SAME);
  }

  private static Type list(Type element) {
    return new ListOf(element, false);
  }

  @Test
  void between_collections_mayGainNullsButNotLoseThem() {
    Type nulls = new ListOf(Scalar.LONG, true);
    assertThat(Widening.between(list(Scalar.LONG), nulls)).isEqualTo(SAME);
    assertThat(Widening.between(nulls, list(Scalar.LONG))).isEqualTo(UNRELATED);
    assertThat(Widening.between(list(nulls), list(list(Scalar.LONG)))).isEqualTo(UNRELATED);
    assertThat(Widening.between(map(Scalar.LONG, false), map(Scalar.LONG, true))).isEqualTo(SAME);
    assertThat(Widening.between(map(Scalar.LONG, true), map(Scalar.LONG, false)))
        .isEqualTo(UNRELATED);
  }

  @Test
  void between_mapsOfOtherKeysOrValues_isUnrelated() {
    assertThat(Widening.between(map(Scalar.INT, false), map(Scalar.LONG, false)))
        .isEqualTo(UNRELATED);
    assertThat(
            Widening.between(
                new MapOf(Scalar.INT, Scalar.LONG, false),
                new MapOf(Scalar.LONG, Scalar.LONG, false)))
        .isEqualTo(UNRELATED);
  }

  private static Type map(Type value, boolean nullable) {
    return new MapOf(Scalar.STRING, value, nullable);
  }

  @Test
  void between_otherRecordsEnumsAndClasses_isUnrelated() {
    assertThat(Widening.between(new Opaque("a.Model"), new Opaque("b.Model"))).isEqualTo(UNRELATED);
    assertThat(Widening.between(new Struct("a.A", List.of()), new Struct("a.B", List.of())))
        .isEqualTo(UNRELATED);
    assertThat(
            Widening.between(
                new Enumeration("a.A", List.of("X")), new Enumeration("a.B", List.of("X"))))
        .isEqualTo(UNRELATED);
  }
}
