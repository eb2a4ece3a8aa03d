package rowan.jobs.generate;

import java.io.Serializable;

/**
 * Which purchases to simulate. The default period is that of the CDNOW data set.
 *
 * @param customers how many people buy at least once
 * @param days how many days, from {@link PurchaseSimulator#FIRST_DAY}
 * @param seed another seed gives other data
 */
public record PurchaseSettings(long customers, int days, long seed) implements Serializable {

  public static final long DEFAULT_CUSTOMERS = 10_000;
  public static final int DEFAULT_DAYS = 546;
  public static final long DEFAULT_SEED = 0;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException that names every setting which is out of range
   */
  public PurchaseSettings {
    new Problems()
        .unlessWithin("number of customers", customers, 1, PaymentSettings.MOST_CUSTOMERS)
        .unlessWithin("number of days", days, 1, PaymentSettings.MOST_DAYS)
        .report();
  }

  /** 10,000 customers, 546 days, seed 0. */
  public static PurchaseSettings defaults() {
    return new PurchaseSettings(DEFAULT_CUSTOMERS, DEFAULT_DAYS, DEFAULT_SEED);
  }
}
