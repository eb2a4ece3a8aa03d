package rowan.jobs;

import org.jspecify.annotations.Nullable;
import rowan.defs.fraud.Transaction;
import rowan.feature.Features;
import rowan.feature.Input;

/** Features that need inputs, or time. */
@Features(of = Transaction.class)
public abstract class NeedyFeatures {

  /** A required input that text can spell. */
  @Input
  public abstract String prefix();

  /** The payment, with a prefix. */
  public static String labelled(String prefix, long transactionId) {
    return prefix + transactionId;
  }

  /** Known only when the fraud is. */
  public static boolean fraudulent(@Nullable Integer txFraud) {
    return txFraud != null && txFraud == 1;
  }
}
