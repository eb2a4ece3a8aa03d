package rowan.jobs.bench;

import java.time.LocalDate;
import rowan.defs.fraud.AmountBand;
import rowan.defs.fraud.Cycle;
import rowan.defs.fraud.DayPart;
import rowan.defs.fraud.Transaction;
import rowan.defs.fraud.TransactionFeatures;

/** What a payment tells by itself, computed by one method as a service's author would write it. */
final class FraudByHand {

  private final double highAmountThreshold = TransactionFeatures.highAmountThreshold();
  private final double testChargeLimit = TransactionFeatures.testChargeLimit();

  boolean duringWeekend;
  boolean duringNight;
  LocalDate txDate = LocalDate.EPOCH;
  int minutesSinceMidnight;
  int hourOfDay;
  int dayOfWeek;
  int dayOfMonth;
  boolean monthEnd;
  DayPart dayPart = DayPart.NIGHT;
  boolean duringOfficeHours;
  boolean duringWeekendNight;
  Cycle timeOfDay = new Cycle(0, 0);
  Cycle timeOfWeek = timeOfDay;
  double amountLog;
  long amountInCents;
  int centsPart;
  boolean roundAmount;
  AmountBand amountBand = AmountBand.TINY;
  boolean highAmount;
  double shareOfThreshold;
  boolean justUnderThreshold;
  boolean testCharge;
  String amountBandAndDayPart = "";
  int warningSigns;

  /** The features that are numbers and booleans, computed from no others. */
  void computePrimitive(Transaction payment) {
    duringWeekend = TransactionFeatures.duringWeekend(payment.txDatetime());
    duringNight = TransactionFeatures.duringNight(payment.txDatetime());
    minutesSinceMidnight = TransactionFeatures.minutesSinceMidnight(payment.txDatetime());
    hourOfDay = TransactionFeatures.hourOfDay(minutesSinceMidnight);
    duringOfficeHours = TransactionFeatures.duringOfficeHours(duringWeekend, hourOfDay);
    duringWeekendNight = TransactionFeatures.duringWeekendNight(duringWeekend, duringNight);
    amountLog = TransactionFeatures.amountLog(payment.txAmount());
    amountInCents = TransactionFeatures.amountInCents(payment.txAmount());
    centsPart = TransactionFeatures.centsPart(amountInCents);
    roundAmount = TransactionFeatures.roundAmount(amountInCents);
    highAmount = TransactionFeatures.highAmount(payment.txAmount(), highAmountThreshold);
    shareOfThreshold =
        TransactionFeatures.shareOfThreshold(payment.txAmount(), highAmountThreshold);
    justUnderThreshold = TransactionFeatures.justUnderThreshold(shareOfThreshold);
    testCharge = TransactionFeatures.testCharge(payment.txAmount(), testChargeLimit);
    warningSigns =
        TransactionFeatures.warningSigns(
            duringNight, highAmount, justUnderThreshold, roundAmount, testCharge);
  }

  /** All features. */
  void compute(Transaction payment) {
    computePrimitive(payment);
    txDate = TransactionFeatures.txDate(payment.txDatetime());
    dayOfWeek = TransactionFeatures.dayOfWeek(txDate);
    dayOfMonth = TransactionFeatures.dayOfMonth(txDate);
    monthEnd = TransactionFeatures.monthEnd(txDate);
    dayPart = TransactionFeatures.dayPart(hourOfDay);
    timeOfDay = TransactionFeatures.timeOfDay(minutesSinceMidnight);
    timeOfWeek = TransactionFeatures.timeOfWeek(dayOfWeek, minutesSinceMidnight);
    amountBand = TransactionFeatures.amountBand(payment.txAmount());
    amountBandAndDayPart = TransactionFeatures.amountBandAndDayPart(amountBand, dayPart);
  }
}
