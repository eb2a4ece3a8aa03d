package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void paymentDefaultsAreTheHandbooks() {
    assertThat(PaymentSettings.defaults()).isEqualTo(new PaymentSettings(5000, 10_000, 183, 0));
  }

  @Test
  void purchaseDefaultsCoverCdnow() {
    assertThat(PurchaseSettings.defaults()).isEqualTo(new PurchaseSettings(10_000, 546, 0));
  }

  @Test
  void everyProblemIsReported() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaymentSettings(-3, 0, 0, 0))
        .withMessage(
            """
            Invalid number of customers -3 (at least 1)
            Invalid number of terminals 0 (at least 1)
            Invalid number of days 0 (at least 1)""");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaymentSettings(1_000_000_001, 10_000_001, 36_501, 0))
        .withMessage(
            """
            Invalid number of customers 1000000001 (at most 1000000000)
            Invalid number of terminals 10000001 (at most 10000000)
            Invalid number of days 36501 (at most 36500)""");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PurchaseSettings(0, 36_501, 0))
        .withMessage(
            """
            Invalid number of customers 0 (at least 1)
            Invalid number of days 36501 (at most 36500)""");
  }

  @Test
  void limitsAreAllowed() {
    assertThat(new PaymentSettings(1, 1, 1, -1)).isNotNull();
    assertThat(new PaymentSettings(1_000_000_000, 10_000_000, 36_500, Long.MIN_VALUE)).isNotNull();
    assertThat(new PurchaseSettings(1, 1, -1)).isNotNull();
    assertThat(new PurchaseSettings(1_000_000_000, 36_500, Long.MAX_VALUE)).isNotNull();
  }
}
