package rowan.defs.fraud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Payments for benchmarks: 5,000 customers pay at 10,000 terminals, each about twice a day, and a
 * week later it is known whether it was a fraud.
 */
final class Payments {

  static final int CUSTOMERS = 5_000;
  private static final int TERMINALS = 10_000;
  private static final int REACHABLE = 10;
  private static final Duration BETWEEN = Duration.ofDays(1).dividedBy(2 * CUSTOMERS);
  private static final Duration LABEL_DELAY = Duration.ofDays(7);

  private final Random random;
  private final Deque<Transaction> unlabelled = new ArrayDeque<>();
  private Instant now;
  private long number;

  /** Payments from a time on, their numbers from a number on. */
  Payments(Instant start, long number, long seed) {
    this.now = start;
    this.number = number;
    this.random = new Random(seed);
  }

  /** How many payments there are in some days. */
  static long in(int days) {
    return Duration.ofDays(days).dividedBy(BETWEEN);
  }

  Instant now() {
    return now;
  }

  /** The next payment. */
  Transaction next() {
    now = now.plus(BETWEEN);
    long customer = random.nextInt(CUSTOMERS);
    long terminal = (customer * 7 + random.nextInt(REACHABLE) * 13L) % TERMINALS;
    double amount = Math.round(Math.exp(3.5 + random.nextGaussian()) * 100) / 100.0;
    Transaction payment = new Transaction(number++, now, customer, terminal, amount, null);
    unlabelled.addLast(payment);
    return payment;
  }

  /** Tells of the payments of a week ago whether they were frauds. */
  void label(Consumer<Transaction> observe) {
    while (!unlabelled.isEmpty()
        && !unlabelled.getFirst().txDatetime().plus(LABEL_DELAY).isAfter(now)) {
      Transaction known = unlabelled.removeFirst();
      observe.accept(
          new Transaction(
              known.transactionId(),
              known.txDatetime(),
              known.customerId(),
              known.terminalId(),
              known.txAmount(),
              known.transactionId() % 100 == 0 ? 1 : 0));
    }
  }
}
