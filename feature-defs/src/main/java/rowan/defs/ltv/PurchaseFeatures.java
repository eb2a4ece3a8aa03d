package rowan.defs.ltv;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Tag;

/** What a purchase tells by itself: what was bought for how much, and when. */
@Features(of = Purchase.class)
@Tag(name = "owner", value = "ltv")
public abstract class PurchaseFeatures {

  // What, and for how much.

  /** The number of items from which a purchase counts as bulk. */
  @Input
  public static int bulkQuantity() {
    return 5;
  }

  /**
   * The mean price of an item, in units of the currency; null when there are no items. Neither 0
   * nor an infinity would do: the one means free, and the other spoils every mean.
   */
  public static @Nullable Double unitPrice(double amount, int quantity) {
    return quantity > 0 ? amount / quantity : null;
  }

  /** What tier the mean price of an item is in; null when there are no items. */
  public static PriceTier priceTier(double unitPrice) {
    if (unitPrice <= 0) {
      return PriceTier.FREE;
    }
    if (unitPrice < 10) {
      return PriceTier.BARGAIN;
    }
    return unitPrice < 20 ? PriceTier.REGULAR : PriceTier.PREMIUM;
  }

  /** Whether the purchase cost nothing: a present, or a voucher redeemed. */
  public static boolean freePurchase(double amount) {
    return amount == 0;
  }

  /** The natural logarithm of one more than the amount in units of the currency. */
  public static double amountLog(double amount) {
    return StrictMath.log1p(amount);
  }

  /** Whether so many items were bought at once that they count as bulk. */
  public static boolean bulkPurchase(int quantity, int bulkQuantity) {
    return quantity >= bulkQuantity;
  }

  /** Whether one item was bought, several, or a bulk. */
  public static OrderSize orderSize(int quantity, boolean bulkPurchase) {
    if (bulkPurchase) {
      return OrderSize.BULK;
    }
    return quantity > 1 ? OrderSize.SEVERAL : OrderSize.SINGLE;
  }

  // When.

  /** The day on which the shop opened. */
  @Input
  public static LocalDate launchDate() {
    return LocalDate.of(1997, 1, 1);
  }

  /** The days from the launch of the shop to the purchase; negative before the launch. */
  public static long daysSinceLaunch(LocalDate purchaseDate, LocalDate launchDate) {
    return purchaseDate.toEpochDay() - launchDate.toEpochDay();
  }

  /** The whole weeks from the launch of the shop to the purchase, rounded down. */
  public static long weeksSinceLaunch(long daysSinceLaunch) {
    return Math.floorDiv(daysSinceLaunch, 7);
  }

  /** The day of the week, from 1 for Monday to 7 for Sunday. */
  public static int dayOfWeek(LocalDate purchaseDate) {
    return purchaseDate.getDayOfWeek().getValue();
  }

  /** Whether the purchase was made on a Saturday or Sunday. */
  public static boolean weekendPurchase(int dayOfWeek) {
    return dayOfWeek >= 6;
  }

  /** The month of the year, 1 to 12. */
  public static int month(LocalDate purchaseDate) {
    return purchaseDate.getMonthValue();
  }

  /** The quarter of the year, 1 to 4. */
  public static int quarter(int month) {
    return (month + 2) / 3;
  }

  /** Whether the purchase was made in November or December, which retailers count as the season. */
  public static boolean holidaySeason(int month) {
    return month >= 11;
  }

  /** The year and month, such as 1997-01: a customer's first one names the cohort. */
  public static String purchaseMonth(LocalDate purchaseDate) {
    return YearMonth.from(purchaseDate).toString();
  }

  // Both together.

  /** Whether it looks like shopping for presents: a bulk purchase in the holiday season. */
  public static boolean holidayBulk(boolean holidaySeason, boolean bulkPurchase) {
    return holidaySeason && bulkPurchase;
  }
}
