package rowan.defs.fraud;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import rowan.aggregate.Bounds;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.First;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Sum;
import rowan.feature.Tag;
import rowan.feature.TimeSinceLast;
import rowan.feature.Where;

/** The frauds that are known when a customer pays: those of seven days ago and before. */
@Features(of = Transaction.class, uses = FraudOutcome.class)
@Over(by = "customerId", window = "30d", delay = "7d", bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "fraud")
public abstract class KnownFrauds {

  /** How many frauds of this customer in a month: a card that was stolen once is out there. */
  @Sum
  @Empty(0)
  abstract long customerFrauds(int txFraud);

  /** How much they took, in units of the currency: what a thief got away with invites more. */
  @Sum
  @Empty(0)
  abstract double customerFraudAmount(double txAmount, @Where boolean confirmedFraud);

  /** The days since the customer's last known fraud, 7 at least: frauds come in clusters. */
  @TimeSinceLast(unit = ChronoUnit.DAYS)
  @Over(by = "customerId", delay = "7d", bounds = Bounds.UP_TO)
  abstract double customerDaysSinceFraud(@Where boolean confirmedFraud);

  /** The days since the terminal's last known fraud, 7 at least: it may be tampered with still. */
  @TimeSinceLast(unit = ChronoUnit.DAYS)
  @Over(by = "terminalId", delay = "7d", bounds = Bounds.UP_TO)
  abstract double terminalDaysSinceFraud(@Where boolean confirmedFraud);

  /**
   * The time of the terminal's first known fraud in a month: when it may have been tampered with.
   */
  @First
  @Over(by = "terminalId", window = "30d", delay = "7d", bounds = Bounds.UP_TO)
  abstract Instant terminalFirstFraud(Instant txDatetime, @Where boolean confirmedFraud);

  /**
   * The share of frauds among the latest five payments at the terminal whose outcome is known, 0 to
   * 1: whether it is tampered with still, however busy it is.
   */
  @Mean
  @Over(by = "terminalId", rows = 5, delay = "7d", bounds = Bounds.UP_TO)
  abstract double terminalLatestRisk(int txFraud);
}
