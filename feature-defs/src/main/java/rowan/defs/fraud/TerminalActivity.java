package rowan.defs.fraud;

import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.StdDev;
import rowan.feature.Tag;
import rowan.feature.TimeSinceLast;
import rowan.feature.Where;

/** What happened at the terminal in the day and the week before this payment, frauds aside. */
@Features(of = Transaction.class, uses = TransactionFeatures.class)
@Over(
    by = "terminalId",
    window = {"1d", "7d"})
@Tag(name = "owner", value = "fraud")
public abstract class TerminalActivity {

  /** How many payments: a terminal that wakes up suddenly may be in the wrong hands. */
  @Count
  abstract long terminalPayments();

  /** How many customers: many cards in the same hands show as few payments of many customers. */
  @CountDistinct
  @Empty(0)
  abstract long terminalCustomers(long customerId);

  /** The mean amount, in units of the currency: what one pays in this shop. */
  @Mean
  abstract double terminalMeanAmount(double txAmount);

  /** The standard deviation of the amounts: how far from the mean is usual in this shop. */
  @StdDev
  abstract double terminalAmountSd(double txAmount);

  /** How many payments so small that they may only try a card: thieves test theirs in one place. */
  @Count
  abstract long terminalTestCharges(@Where boolean testCharge);

  /** The seconds since the last payment, however long ago: cards tried by machine come in rows. */
  @TimeSinceLast
  @Over(by = "terminalId")
  abstract double terminalSecondsSinceLast();
}
