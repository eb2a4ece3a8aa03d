package rowan.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rowan.contract.Trade.Account;
import rowan.contract.Trade.Customer;
import rowan.contract.Trade.Payment;
import rowan.contract.Trade.Refund;
import rowan.contract.Trade.Tariff;
import rowan.contract.Trade.Visit;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Lookup;

/** Row features and lookups over the sources of {@link Trade}: what aggregates read. */
public final class TradeRows {

  private TradeRows() {}

  /** Of payments. */
  @Features(of = Payment.class)
  public abstract static class PaymentRows {
    public static boolean big(double amount) {
      return amount > 1;
    }

    public static @Nullable Boolean tipped(double tip) {
      return Double.isNaN(tip) ? null : tip > 0;
    }

    public static double perItem(double amount, int items) {
      return amount / items;
    }

    public static @Nullable String region(String shop) {
      return shop.length() < 2 ? null : shop.substring(0, 1);
    }

    /** A key of which -0.0 and 0.0, and all NaN, are one. */
    public static double amountKey(double amount) {
      return amount < 0 ? -0.0 : amount > 2 ? Double.NaN : 0.0;
    }

    public static long secondOfMinute(@EventTime Instant asOf) {
      return Math.floorMod(asOf.getEpochSecond(), 60L);
    }

    public static int fraudScore(int fraud) {
      return 10 * fraud;
    }

    public static boolean fraudulent(int fraud) {
      return fraud > 0;
    }

    @Lookup
    abstract Tariff tariff(String shop);

    @Lookup
    abstract Account account(long customer);

    public static double withFee(Tariff tariff, double amount) {
      return amount + tariff.fee();
    }

    public static String standing(@Nullable Account account) {
      return account == null ? "none" : account.tier() + "/" + account.limit();
    }
  }

  /** Of visits. */
  @Features(of = Visit.class)
  public abstract static class VisitRows {
    public static int visitorKey(long visitor) {
      return (int) visitor;
    }

    public static boolean longVisit(double seconds) {
      return seconds >= 1;
    }

    @Lookup
    abstract Tariff visitTariff(String shop);
  }

  /** Of refunds. */
  @Features(of = Refund.class)
  public abstract static class RefundRows {
    public static boolean full(double amount) {
      return amount > 1;
    }

    @Lookup
    abstract Account refundAccount(long customer);
  }

  /** Of tariffs: a lookup in the rows that ask. */
  @Features(of = Tariff.class)
  public abstract static class TariffRows {
    public static boolean free(double fee) {
      return fee == 0;
    }

    @Lookup
    abstract Tariff latestTariff(String shop);
  }

  /** Of customers. */
  @Features(of = Customer.class)
  public abstract static class CustomerRows {
    public static long askedSecond(@EventTime Instant asOf) {
      return asOf.getEpochSecond();
    }

    @Lookup
    abstract Tariff homeTariff(String shop);

    @Lookup
    abstract Account ownAccount(long customer);
  }
}
