package rowan.defs.fraud;

import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.CountDistinct;
import rowan.feature.Empty;
import rowan.feature.Features;
import rowan.feature.Over;
import rowan.feature.Sum;
import rowan.feature.Tag;

/** How fast the card is being used right now, this payment included. */
@Features(of = Transaction.class)
@Over(
    by = "customerId",
    window = {"10m", "1h"},
    bounds = Bounds.UP_TO)
@Tag(name = "owner", value = "fraud")
public abstract class CustomerVelocity {

  /** How many payments: a thief spends fast, before the card is blocked. */
  @Count
  abstract long customerVelocity();

  /** How much was paid, in units of the currency: many payments below every limit add up. */
  @Sum
  @Empty(0)
  abstract double customerVelocityAmount(double txAmount);

  /**
   * At how many terminals: one person cannot be at several within minutes, but a copied card can.
   */
  @CountDistinct
  @Empty(0)
  abstract long customerVelocityTerminals(long terminalId);
}
