package rowan.spark;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.RowKey;
import rowan.feature.Source;

/** A small graph over a small source. */
@Features(of = PaymentFeatures.Payment.class)
public abstract class PaymentFeatures {

  /** A payment. */
  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      double amount,
      String shop,
      @Nullable Integer items) {}

  @Input
  public static double limit() {
    return 100;
  }

  public static double amountDoubled(double amount) {
    return amount * 2;
  }

  public static boolean overLimit(double amountDoubled, double limit) {
    return amountDoubled > limit;
  }

  public static String shopName(String shop) {
    return shop.strip();
  }

  public static double perItem(double amount, int items) {
    return amount / items;
  }
}
