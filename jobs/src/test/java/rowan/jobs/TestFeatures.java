package rowan.jobs;

import java.util.concurrent.atomic.AtomicLong;
import rowan.defs.fraud.Transaction;
import rowan.feature.Features;
import rowan.feature.Input;

/** Features that are wrong, or that need something. */
@Features(of = Transaction.class)
public abstract class TestFeatures {

  private static final AtomicLong CALLS = new AtomicLong();

  /** The exchange rate. */
  @Input
  public static double rate() {
    return 2;
  }

  /** The amount in another currency. */
  public static double converted(double txAmount, double rate) {
    return txAmount * rate;
  }

  /** Fails for one payment. */
  public static long faulty(long transactionId) {
    return 1 / (transactionId - 7);
  }

  /** Not a function of its arguments. */
  public static long calls(long transactionId) {
    return CALLS.incrementAndGet();
  }
}
