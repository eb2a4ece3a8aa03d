package rowan.defs.fraud;

import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.Empty;
import rowan.feature.Entropy;
import rowan.feature.Features;
import rowan.feature.MostFrequent;
import rowan.feature.Over;
import rowan.feature.Ratio;
import rowan.feature.Tag;
import rowan.feature.Where;

/** When and where the customer used to pay, in the week and the month before this payment. */
@Features(of = Transaction.class, uses = TransactionFeatures.class)
@Over(
    by = "customerId",
    window = {"7d", "30d"})
@Tag(name = "owner", value = "fraud")
public abstract class CustomerHabits {

  /** At how many terminals: for a customer of few places a further one means more. */
  @CountDistinct
  @Empty(0)
  abstract long customerTerminals(long terminalId);

  /** How evenly the payments spread over terminals, in bits: 0 for a customer of one place. */
  @Entropy
  abstract double customerTerminalEntropy(long terminalId);

  /** The terminal used most often: a payment there needs less suspicion. */
  @MostFrequent
  abstract long customerUsualTerminal(long terminalId);

  /** The part of the day with most payments: who pays at noon seldom pays at night. */
  @MostFrequent
  abstract DayPart customerUsualDayPart(DayPart dayPart);

  /** The share of payments made at night, 0 to 1: for a night worker, a night is no warning. */
  @Ratio
  abstract double customerNightShare(boolean duringNight);

  /** The share of payments made at a weekend, 0 to 1: the same, for Saturdays and Sundays. */
  @Ratio
  abstract double customerWeekendShare(boolean duringWeekend);

  /** How many payments above the threshold for high ones: one more is less of a surprise then. */
  @Count
  abstract long customerHighAmounts(@Where boolean highAmount);

  /** How many payments so small that they may only have tried the card: thieves test before use. */
  @Count
  abstract long customerTestCharges(@Where boolean testCharge);
}
