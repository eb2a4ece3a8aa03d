package rowan.defs.fraud;

import java.time.Instant;
import rowan.feature.Count;
import rowan.feature.ExpCount;
import rowan.feature.ExpMean;
import rowan.feature.Features;
import rowan.feature.First;
import rowan.feature.Last;
import rowan.feature.Over;
import rowan.feature.Tag;
import rowan.feature.TimeSinceLast;

/** The customer's past since the beginning, before this payment. */
@Features(of = Transaction.class)
@Over(by = "customerId")
@Tag(name = "owner", value = "fraud")
public abstract class CustomerPast {

  /** How many payments: what little history says of a customer is worth little. */
  @Count
  abstract long customerPastPayments();

  /** The time of the first payment: fresh accounts are opened for fraud. */
  @First
  abstract Instant customerFirstPayment(Instant txDatetime);

  /** The seconds since the last payment: a burst after a long silence is what theft looks like. */
  @TimeSinceLast
  abstract double customerSecondsSinceLast();

  /** The amount of the last payment, in units of the currency: a small one may have been a test. */
  @Last
  abstract double customerLastAmount(double txAmount);

  /** The terminal of the last payment: where the customer was, as far as one knows. */
  @Last
  abstract long customerLastTerminal(long terminalId);

  /**
   * The mean amount with half the weight after a week: it follows a customer whose habits change.
   */
  @ExpMean(halfLife = "7d")
  abstract double customerExpMeanAmount(double txAmount);

  /** How many payments, with half the weight after a day: velocity without the edge of a window. */
  @ExpCount(halfLife = "1d")
  abstract double customerExpTxCount();
}
