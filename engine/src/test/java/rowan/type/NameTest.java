package rowan.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {

  @ParameterizedTest
  @CsvSource({
    "customerAvgAmount, customer_avg_amount",
    "customerAvgAmount30d, customer_avg_amount30d",
    "userID, user_id",
    "HTTPServer, http_server",
    "parseHTTPHeader, parse_http_header",
    "aBC, a_bc",
    "ABc, a_bc",
    "ID, id",
    "x, x",
    "X, x",
    "tx_amount, tx_amount",
    "Tx_Amount, tx_amount",
    "TX_AMOUNT, tx_amount",
    "amount_30D, amount_30_d",
    "_private, _private",
    "größeÄndern, größe_ändern",
  })
  void snakeCase_startsAWordAtEachHump(String spelled, String snake) {
    assertThat(Name.of(spelled).snakeCase()).isEqualTo(snake);
  }

  @Property
  void snakeCase_isTheSameName(
      @ForAll @AlphaChars @NumericChars @Chars({'_', 'Ä', 'ß', 'Σ', 'ς', 'İ', '.'})
          String spelled) {
    Name snake = Name.of(Name.of(spelled).snakeCase());

    assertThat(snake).isEqualTo(Name.of(spelled));
    assertThat(snake.snakeCase()).isEqualTo(snake.spelled());
  }

  @ParameterizedTest
  @CsvSource({
    "txAmount, tx_amount",
    "txAmount, TXAMOUNT",
    "txAmount, t_x_a_m_o_u_n_t",
    "txAmount, _tx__amount_",
  })
  void names_differingInCaseAndUnderscores_areEqual(String one, String other) {
    assertThat(Name.of(one)).isEqualTo(Name.of(other)).hasSameHashCodeAs(Name.of(other));
    assertThat(Name.of(one)).isEqualByComparingTo(Name.of(other));
  }

  @ParameterizedTest
  @CsvSource({"txAmount, txAmounts", "amount30d, amount3d", "a.b, ab"})
  void names_differingInAnythingElse_areNotEqual(String one, String other) {
    assertThat(Name.of(one)).isNotEqualTo(Name.of(other));
    assertThat(Name.of(one).compareTo(Name.of(other))).isNotZero();
  }

  @Test
  void names_inATurkishLocale_areEqualAllTheSame() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Name.of("TITLE")).isEqualTo(Name.of("title"));
      assertThat(Name.of("TITLE").snakeCase()).isEqualTo("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void name_asText_isAsItsAuthorSpelledIt() {
    assertThat(Name.of("TxAmount")).hasToString("TxAmount");
    assertThat(Name.of("TxAmount").spelled()).isEqualTo("TxAmount");
  }

  @Test
  void nearest_letterReplacedAddedTakenOrSwapped_isFound() {
    assertThat(nearest("txAmuont", "tx_amount", "tx_datetime", "customer_id"))
        .containsExactly("tx_amount");
    assertThat(nearest("txAmnt", "tx_amount", "customer_id")).containsExactly("tx_amount");
    assertThat(nearest("txAmoumt", "tx_amount")).containsExactly("tx_amount");
    assertThat(nearest("txAmountt", "tx_amount")).containsExactly("tx_amount");
    assertThat(nearest("aeg", "age")).containsExactly("age"); // two letters, but one swap
  }

  @Test
  void nearest_containedName_isFound() {
    assertThat(nearest("amount", "customer_amount_history_long")).hasSize(1);
    assertThat(nearest("terminalRisk", "terminal_risk_1d", "terminal_risk_30d"))
        .containsExactly("terminal_risk_1d", "terminal_risk_30d");
  }

  @Test
  void nearest_contained_shortName_isNoHint() {
    assertThat(nearest("age", "average_amount", "message_count")).isEmpty();
    assertThat(nearest("average_amount", "age", "a")).isEmpty();
  }

  @Test
  void nearest_bestFirst_threeAtMost_eachOnce() {
    assertThat(nearest("amount", "amountxx", "amountx", "amoun", "amount_x", "amountxxx"))
        .containsExactly("amoun", "amountx", "amountxx");
  }

  @Test
  void nearest_theNameItself_isNoNearMiss() {
    assertThat(nearest("tx_amount", "txAmount")).isEmpty();
  }

  @Test
  void nearest_nothingAlike_isEmpty() {
    assertThat(nearest("txAmount", "customer_id", "ip")).isEmpty();
    assertThat(nearest("x")).isEmpty();
  }

  private static List<String> nearest(String name, String... candidates) {
    return Name.of(name).nearest(Stream.of(candidates).map(Name::of)).stream()
        .map(Name::spelled)
        .toList();
  }
}
