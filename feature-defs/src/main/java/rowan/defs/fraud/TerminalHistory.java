package rowan.defs.fraud;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Tag;

/**
 * What is known of the terminal, a week late: the windows of a day, a week and a month end seven
 * days before this payment, when every fraud in them is known.
 */
@Features(of = Transaction.class)
@Over(
    by = "terminalId",
    window = {"1d", "7d", "30d"},
    delay = "7d",
    bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "fraud")
public abstract class TerminalHistory {

  /** How many payments: it says how much the risk of the terminal is based on. */
  @Count
  abstract long terminalTxCount();

  /**
   * The share of frauds among them, 0 to 1 and 0 when there are none: some terminals are tampered
   * with.
   */
  @Mean
  @Empty(0)
  abstract double terminalRisk(int txFraud);
}
