package rowan.defs.fraud;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Tag;

/** A payment against what is usual for its customer and its terminal. */
@Features(
    of = Transaction.class,
    uses = {
      TransactionFeatures.class,
      CustomerHistory.class,
      CustomerVelocity.class,
      CustomerAmounts.class,
      CustomerHabits.class,
      CustomerPast.class,
      CustomerAtTerminal.class,
      TerminalHistory.class,
      TerminalActivity.class,
      KnownFrauds.class
    })
@Tag(name = "owner", value = "fraud")
public abstract class FraudFeatures {

  private static final double HOURS_IN_30_DAYS = 720;
  private static final double MICROS_A_DAY = 86_400e6;
  private static final double RISK_PAYMENTS = 10;
  private static final double QUICK_SECONDS = 300;

  // The amount.

  /**
   * How many standard deviations the amount lies above the customer's mean: unusual for this
   * customer, whatever others pay. Null when the earlier amounts are all equal, or there are none.
   */
  public static @Nullable Double amountZScore(
      double txAmount, double customerPastMean, double customerPastSd) {
    return ratio(txAmount - customerPastMean, customerPastSd);
  }

  /**
   * The amount as a multiple of the customer's largest: above 1 is more than ever. Null after 0.
   */
  public static @Nullable Double amountVsMax(double txAmount, double customerPastMax) {
    return ratio(txAmount, customerPastMax);
  }

  /**
   * The amount as a multiple of the customer's median: robust to a single purchase. Null after 0.
   */
  public static @Nullable Double amountVsMedian(double txAmount, double customerPastMedian) {
    return ratio(txAmount, customerPastMedian);
  }

  /** Whether the amount is above what nine payments in ten of the customer stay below. */
  public static boolean amountAboveUsual(double txAmount, double customerPastHigh) {
    return txAmount > customerPastHigh;
  }

  /**
   * The amount as a multiple of the last one: a test is followed by the real thing. Null after 0.
   */
  public static @Nullable Double amountVsLast(double txAmount, double customerLastAmount) {
    return ratio(txAmount, customerLastAmount);
  }

  /** The amount as a multiple of the mean that follows the customer's habits. Null after 0. */
  public static @Nullable Double amountVsRecent(double txAmount, double customerExpMeanAmount) {
    return ratio(txAmount, customerExpMeanAmount);
  }

  /**
   * How many standard deviations the amount lies above the terminal's mean: a television from a
   * bakery. Null when the earlier amounts are all equal, or there are none.
   */
  public static @Nullable Double amountZScoreAtTerminal(
      double txAmount, double terminalMeanAmount, double terminalAmountSd) {
    return ratio(txAmount - terminalMeanAmount, terminalAmountSd);
  }

  /** Whether a high amount follows a possible test of the card within a week. */
  public static boolean highAmountAfterTest(boolean highAmount, long customerTestCharges7d) {
    return highAmount && customerTestCharges7d > 0;
  }

  // How often.

  /** The payments of the last hour as a multiple of those of a mean hour in a month. */
  public static double velocityVsUsual(long customerVelocity1h, long customerTxCount30d) {
    return customerVelocity1h * HOURS_IN_30_DAYS / customerTxCount30d;
  }

  /** The days since the customer's first payment: fresh accounts are opened for fraud. */
  public static double customerTenureDays(Instant txDatetime, Instant customerFirstPayment) {
    return ChronoUnit.MICROS.between(customerFirstPayment, txDatetime) / MICROS_A_DAY;
  }

  // Where.

  /** Whether the customer has never paid at this terminal: most frauds are in new places. */
  public static boolean newTerminal(long customerTerminalVisits) {
    return customerTerminalVisits == 0;
  }

  /** Whether the terminal is that of the customer's last payment. */
  public static boolean sameTerminalAsLast(long terminalId, long customerLastTerminal) {
    return terminalId == customerLastTerminal;
  }

  /** Whether the customer changed terminals in less than five minutes: too fast for one card. */
  public static boolean quickTerminalChange(
      boolean sameTerminalAsLast, double customerSecondsSinceLast) {
    return !sameTerminalAsLast && customerSecondsSinceLast < QUICK_SECONDS;
  }

  /** Whether the terminal is the one that the customer used most. */
  public static boolean atUsualTerminal(long terminalId, long customerUsualTerminal) {
    return terminalId == customerUsualTerminal;
  }

  /** Whether it is not the part of the day in which the customer pays most. */
  public static boolean unusualDayPart(DayPart dayPart, DayPart customerUsualDayPart) {
    return dayPart != customerUsualDayPart;
  }

  // Known frauds.

  /** The share of frauds among all payments, 0 to 1, where nothing is known of the terminal. */
  @Input
  public static double usualFraudRate() {
    return 0.01;
  }

  /**
   * The terminal's risk, drawn towards the usual one as if there were ten more payments of that:
   * one fraud in one payment is no certainty.
   */
  public static double terminalSmoothedRisk(
      double terminalRisk, long terminalTxCount, double usualFraudRate) {
    return (terminalRisk * terminalTxCount + usualFraudRate * RISK_PAYMENTS)
        / (terminalTxCount + RISK_PAYMENTS);
  }

  /** The terminal's risk in a day less that in a month: above 0 when the frauds began lately. */
  public static double terminalRiskRise(double terminalRisk1d, double terminalRisk30d) {
    return terminalRisk1d - terminalRisk30d;
  }

  /**
   * The days since the terminal's first known fraud in a month, 7 at least: frauds end some day.
   */
  public static double terminalDaysSinceFirstFraud(Instant txDatetime, Instant terminalFirstFraud) {
    return ChronoUnit.MICROS.between(terminalFirstFraud, txDatetime) / MICROS_A_DAY;
  }

  /** A part of something; null when that is 0, for an infinity would spoil every mean. */
  private static @Nullable Double ratio(double part, double whole) {
    return whole == 0 ? null : part / whole;
  }
}
