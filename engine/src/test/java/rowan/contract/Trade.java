package rowan.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import rowan.feature.AvailableAt;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.KnownAfter;
import rowan.feature.RowKey;
import rowan.feature.Source;

/** The sources of the windows' contract, with every way for a row to be an event. */
public final class Trade {

  private Trade() {}

  /** How a payment was made; the order of the names is not that of the constants. */
  public enum Channel {
    WEB,
    SHOP,
    PHONE
  }

  /** Events with a row key, and a column that is known late. */
  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      int customer,
      int payee,
      @Nullable String shop,
      double amount,
      @Nullable Double tip,
      @Nullable Long points,
      int items,
      float weight,
      boolean online,
      @Digits(precision = 12, scale = 2) BigDecimal price,
      Channel channel,
      @KnownAfter("20s") @Nullable Integer fraud) {}

  /** Events of a day, without a row key. */
  @Source("visits")
  public record Visit(
      @EventTime LocalDate day,
      long visitor,
      @Nullable String shop,
      double seconds,
      @Nullable Boolean bought) {}

  /** Events that are available later than they happen. */
  @Source("refunds")
  public record Refund(
      @RowKey String refundId,
      @EventTime Instant refundedAt,
      @AvailableAt Instant bookedAt,
      int customer,
      @Nullable Double amount) {}

  /** Rows that change slowly. */
  @Source("tariffs")
  public record Tariff(
      @RowKey String shop, @EventTime Instant since, double fee, @Nullable String note) {}

  /** Rows that were there all along. */
  @Source("accounts")
  public record Account(@RowKey long account, @Nullable String tier, double limit) {}

  /** Rows without a time of their own, which ask as of one. */
  @Source("customers")
  public record Customer(@RowKey int customer, String shop) {}
}
