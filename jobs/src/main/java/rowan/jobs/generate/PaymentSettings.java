package rowan.jobs.generate;

import java.io.Serializable;

/**
 * Which card payments to simulate. The defaults are those of the Fraud Detection Handbook's full
 * data set. The numbers of customers and terminals should grow together: the terminals within a
 * customer's reach are about one in 130.
 *
 * @param customers how many people have a card
 * @param terminals how many places take one; every task holds all their positions
 * @param days how many days, from {@link PaymentSimulator#FIRST_DAY}
 * @param seed another seed gives other data
 */
public record PaymentSettings(long customers, int terminals, int days, long seed)
    implements Serializable {

  public static final long DEFAULT_CUSTOMERS = 5_000;
  public static final int DEFAULT_TERMINALS = 10_000;
  public static final int DEFAULT_DAYS = 183;
  public static final long DEFAULT_SEED = 0;

  static final long MOST_CUSTOMERS = 1_000_000_000;
  static final int MOST_DAYS = 36_500;
  private static final int MOST_TERMINALS = 10_000_000;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException that names every setting which is out of range
   */
  public PaymentSettings {
    new Problems()
        .unlessWithin("number of customers", customers, 1, MOST_CUSTOMERS)
        .unlessWithin("number of terminals", terminals, 1, MOST_TERMINALS)
        .unlessWithin("number of days", days, 1, MOST_DAYS)
        .report();
  }

  /** 5,000 customers, 10,000 terminals, 183 days, seed 0. */
  public static PaymentSettings defaults() {
    return new PaymentSettings(DEFAULT_CUSTOMERS, DEFAULT_TERMINALS, DEFAULT_DAYS, DEFAULT_SEED);
  }
}
