package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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

class TypeTest {

  private static final Struct MONEY =
      new Struct(
          "a.b.Bank$Money",
          List.of(
              new Field(Name.of("amount"), new Decimal(12, 2), false),
              new Field(Name.of("currency"), Scalar.STRING, true)));

  @Test
  void type_asText_isAsAuthorsSpellIt() {
    assertThat(new Decimal(12, 2)).hasToString("decimal(12,2)");
    assertThat(new ListOf(Scalar.LONG, true)).hasToString("List<@Nullable long>");
    assertThat(new MapOf(Scalar.STRING, new ListOf(Scalar.INT, false), true))
        .hasToString("Map<String,@Nullable List<int>>");
    assertThat(MONEY).hasToString("Money");
    assertThat(MONEY.signature())
        .isEqualTo("Money(decimal(12,2) amount, @Nullable String currency)");
    assertThat(new Enumeration("a.b.Color", List.of())).hasToString("Color");
    assertThat(new Opaque("Top")).hasToString("Top");
    assertThat(new Opaque("java.util.Optional<java.lang.Long>"))
        .hasToString("Optional<java.lang.Long>");
  }

  @Test
  void type_withItsArticle_readsAsEnglish() {
    assertThat(Scalar.INT.withArticle()).isEqualTo("an int");
    assertThat(Scalar.INSTANT.withArticle()).isEqualTo("an Instant");
    assertThat(Scalar.LONG.withArticle()).isEqualTo("a long");
    assertThat(new Opaque("a.User").withArticle()).isEqualTo("a User");
    assertThat(new Opaque("a.Account").withArticle()).isEqualTo("an Account");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "39,0", "5,-1", "5,6"})
  void decimal_outOfRange_isInvalid(int precision, int scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decimal(precision, scale))
        .withMessage(
            "Invalid decimal(%d,%d) (precision 1 to 38, scale 0 to precision)"
                .formatted(precision, scale));
  }

  @ParameterizedTest
  @CsvSource({"5,2, true", "4,2, true", "3,0, true", "6,2, false", "5,3, false", "4,0, false"})
  void decimal_holds_whatLosesNoDigit(int precision, int scale, boolean held) {
    assertThat(new Decimal(5, 2).holds(new Decimal(precision, scale))).isEqualTo(held);
  }

  @Test
  void isColumn_unlessSomethingInsideIsOpaque() {
    Type model = new Opaque("a.Model");

    assertThat(Scalar.BINARY.isColumn()).isTrue();
    assertThat(MONEY.isColumn()).isTrue();
    assertThat(new ListOf(MONEY, false).isColumn()).isTrue();
    assertThat(model.isColumn()).isFalse();
    assertThat(new ListOf(model, false).isColumn()).isFalse();
    assertThat(new MapOf(Scalar.STRING, model, false).isColumn()).isFalse();
    assertThat(new Struct("a.A", List.of(new Field(Name.of("m"), model, false))).isColumn())
        .isFalse();
  }
}
