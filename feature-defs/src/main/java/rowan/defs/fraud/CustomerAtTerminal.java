package rowan.defs.fraud;

import java.time.temporal.ChronoUnit;
import rowan.feature.Count;
import rowan.feature.Features;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Tag;
import rowan.feature.TimeSinceLast;

/** What this customer did at this very terminal, before this payment. */
@Features(of = Transaction.class)
@Over(by = {"customerId", "terminalId"})
@Tag(name = "owner", value = "fraud")
public abstract class CustomerAtTerminal {

  /** How many payments: who has often been there has a reason to be there. */
  @Count
  abstract long customerTerminalVisits();

  /** The days since the last one: an old acquaintance that went stale is half a stranger. */
  @TimeSinceLast(unit = ChronoUnit.DAYS)
  abstract double customerDaysSinceVisit();

  /**
   * Their mean amount, in units of the currency: groceries and jewels have amounts of their own.
   */
  @Mean
  abstract double customerMeanAtTerminal(double txAmount);
}
