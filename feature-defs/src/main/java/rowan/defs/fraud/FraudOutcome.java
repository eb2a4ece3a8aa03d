package rowan.defs.fraud;

import rowan.feature.Features;
import rowan.feature.Tag;

/** What became of a payment: known a week later, so only for windows that end a week ago. */
@Features(of = Transaction.class)
@Tag(name = "owner", value = "fraud")
public abstract class FraudOutcome {

  /** Whether the payment turned out to be a fraud; null while nobody knows. */
  public static boolean confirmedFraud(int txFraud) {
    return txFraud == 1;
  }
}
