package rowan.jobs.generate;

/**
 * What random numbers are for. Two streams of one seed are independent. The numbers are part of the
 * generated data: they are never changed and never given to something else.
 */
enum RandomStream {
  /** The place of a terminal; by terminal. */
  TERMINAL(1),
  /** The profile of a paying customer; by customer. */
  PAYER(2),
  /** How many payments, by customer and day; each of them, by its index under that. */
  PAYMENT(3),
  /** Which terminals become compromised; by block of terminals and day. */
  COMPROMISED_TERMINAL(4),
  /** Which customers become compromised; by block of customers and day. */
  COMPROMISED_PAYER(5),
  /** Which payments of a compromised customer are fraud; by customer and first day. */
  STOLEN_CARD_PAYMENT(6),
  /** The habits of a buying customer; by customer. */
  BUYER(7),
  /** A purchase; by customer and index. */
  PURCHASE(8);

  private final long number;

  RandomStream(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}
