package rowan.jobs.generate;

/**
 * A simulated card payment.
 *
 * @param day days since {@link PaymentSimulator#FIRST_DAY}
 * @param second of the day, UTC
 * @param index which payment of this customer on this day, in no order of time
 * @param cents the amount
 */
record Payment(
    int day, int second, long customer, int index, int terminal, long cents, boolean fraud) {

  /** This payment as a thief with the card number would make it. */
  Payment stolen(int factor) {
    return new Payment(day, second, customer, index, terminal, cents * factor, true);
  }
}
