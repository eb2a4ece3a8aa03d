package rowan.defs.fraud;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Tag;

/** What a card payment tells by itself: when it was made, and how much was paid. */
@Features(of = Transaction.class)
@Tag(name = "owner", value = "fraud")
public abstract class TransactionFeatures {

  private static final int SECONDS_A_DAY = 86_400;
  private static final int MINUTES_A_DAY = 1_440;
  private static final int DAYS_A_WEEK = 7;
  private static final int SATURDAY = 6;
  private static final int NIGHT_ENDS = 7;

  // When.

  /** Whether the payment was made on a Saturday or Sunday, UTC. */
  public static boolean duringWeekend(Instant txDatetime) {
    return isoDay(epochDay(txDatetime)) >= SATURDAY;
  }

  /** Whether the payment was made at night, in the hours 0 to 6 UTC: before 07:00. */
  public static boolean duringNight(Instant txDatetime) {
    return minuteOfDay(txDatetime) < NIGHT_ENDS * 60;
  }

  /** The day of the payment, UTC. */
  public static LocalDate txDate(Instant txDatetime) {
    return LocalDate.ofInstant(txDatetime, ZoneOffset.UTC);
  }

  /** The whole minutes from midnight UTC to the payment, 0 to 1439. */
  public static int minutesSinceMidnight(Instant txDatetime) {
    return minuteOfDay(txDatetime);
  }

  /** The hour of the payment, UTC, 0 to 23. */
  public static int hourOfDay(int minutesSinceMidnight) {
    return minutesSinceMidnight / 60;
  }

  /** The day of the week, UTC, from 1 for Monday to 7 for Sunday. */
  public static int dayOfWeek(LocalDate txDate) {
    return isoDay(txDate.toEpochDay());
  }

  /** The day of the month, UTC, 1 to 31: salaries and rents have their days. */
  public static int dayOfMonth(LocalDate txDate) {
    return txDate.getDayOfMonth();
  }

  /** Whether the payment was made on the last day of a month, UTC. */
  public static boolean monthEnd(LocalDate txDate) {
    return txDate.getDayOfMonth() == txDate.lengthOfMonth();
  }

  /** The part of the day, UTC: night, morning, afternoon or evening. */
  public static DayPart dayPart(int hourOfDay) {
    if (hourOfDay < NIGHT_ENDS) {
      return DayPart.NIGHT;
    }
    if (hourOfDay < 12) {
      return DayPart.MORNING;
    }
    return hourOfDay < 18 ? DayPart.AFTERNOON : DayPart.EVENING;
  }

  /** Whether the payment was made from Monday to Friday, from 09:00 to before 17:00 UTC. */
  public static boolean duringOfficeHours(boolean duringWeekend, int hourOfDay) {
    return !duringWeekend && hourOfDay >= 9 && hourOfDay < 17;
  }

  /** Whether the payment was made on a Saturday or Sunday before 07:00 UTC. */
  public static boolean duringWeekendNight(boolean duringWeekend, boolean duringNight) {
    return duringWeekend && duringNight;
  }

  /** The time of day on a circle of 24 hours, sine and cosine: 23:59 lies beside 00:00. */
  public static Cycle timeOfDay(int minutesSinceMidnight) {
    return Cycle.at(minutesSinceMidnight, MINUTES_A_DAY);
  }

  /** The time of the week on a circle of 7 days from Monday, sine and cosine, to the minute. */
  public static Cycle timeOfWeek(int dayOfWeek, int minutesSinceMidnight) {
    return Cycle.at(
        (dayOfWeek - 1) * MINUTES_A_DAY + minutesSinceMidnight, DAYS_A_WEEK * MINUTES_A_DAY);
  }

  // How much.

  /** The amount, in units of the currency, above which a payment counts as high. */
  @Input
  public static double highAmountThreshold() {
    return 220;
  }

  /** The largest amount, in units of the currency, that a thief would try a stolen card with. */
  @Input
  public static double testChargeLimit() {
    return 1;
  }

  /** The natural logarithm of one more than the amount in units of the currency. */
  public static double amountLog(double txAmount) {
    return StrictMath.log1p(txAmount);
  }

  /** The amount rounded to whole cents, a hundredth of the unit of the currency. */
  public static long amountInCents(double txAmount) {
    return Math.round(txAmount * 100);
  }

  /** The cents beyond the last whole unit of the currency, 0 to 99. */
  public static int centsPart(long amountInCents) {
    return Math.floorMod(amountInCents, 100);
  }

  /** Whether the amount, to the cent, is a multiple of ten units of the currency, but not zero. */
  public static boolean roundAmount(long amountInCents) {
    return amountInCents != 0 && amountInCents % 1_000 == 0;
  }

  /** The band of the amount, with limits at 1, 20, 100 and 220 units of the currency. */
  public static AmountBand amountBand(double txAmount) {
    if (txAmount < 1) {
      return AmountBand.TINY;
    }
    if (txAmount < 20) {
      return AmountBand.SMALL;
    }
    if (txAmount < 100) {
      return AmountBand.MEDIUM;
    }
    return txAmount < 220 ? AmountBand.LARGE : AmountBand.VERY_LARGE;
  }

  /** Whether the amount is above the threshold for high ones. */
  public static boolean highAmount(double txAmount, double highAmountThreshold) {
    return txAmount > highAmountThreshold;
  }

  /** The amount as a share of the threshold for high ones: 1 at the threshold. */
  public static double shareOfThreshold(double txAmount, double highAmountThreshold) {
    return txAmount / highAmountThreshold;
  }

  /** Whether the amount is 90 to 100 % of the threshold, as if to stay just under it. */
  public static boolean justUnderThreshold(double shareOfThreshold) {
    return shareOfThreshold >= 0.9 && shareOfThreshold <= 1;
  }

  /** Whether the amount is so small, but not zero, that it may only try whether the card works. */
  public static boolean testCharge(double txAmount, double testChargeLimit) {
    return txAmount > 0 && txAmount <= testChargeLimit;
  }

  // Both together.

  /** Amount band and part of the day as one category, such as LARGE_NIGHT. */
  public static String amountBandAndDayPart(AmountBand amountBand, DayPart dayPart) {
    return amountBand.name() + "_" + dayPart.name();
  }

  /** How many of five signs of fraud the payment shows, 0 to 5: a baseline without a model. */
  public static int warningSigns(
      boolean duringNight,
      boolean highAmount,
      boolean justUnderThreshold,
      boolean roundAmount,
      boolean testCharge) {
    return count(duringNight)
        + count(highAmount)
        + count(justUnderThreshold)
        + count(roundAmount)
        + count(testCharge);
  }

  private static int count(boolean sign) {
    return sign ? 1 : 0;
  }

  // Arithmetic on the epoch where a calendar object for each payment would be the larger cost.
  // Flooring, so that it holds before 1970 too.

  private static long epochDay(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
  }

  private static int minuteOfDay(Instant time) {
    return Math.floorMod(time.getEpochSecond(), SECONDS_A_DAY) / 60;
  }

  /** From 1 for Monday to 7 for Sunday; day 0 of the epoch was a Thursday. */
  private static int isoDay(long epochDay) {
    return Math.floorMod(epochDay + 3, DAYS_A_WEEK) + 1;
  }
}
