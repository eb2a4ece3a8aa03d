package rowan.defs.fraud;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Features;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Tag;

/** What the customer did in the last day, week and month, this payment included. */
@Features(of = Transaction.class)
@Over(
    by = "customerId",
    window = {"1d", "7d", "30d"},
    bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "fraud")
public abstract class CustomerHistory {

  /** How many payments: a stolen card is used more often than its owner used it. */
  @Count
  abstract long customerTxCount();

  /** Their mean amount, in units of the currency: what this customer usually spends. */
  @Mean
  abstract double customerAvgAmount(double txAmount);
}
