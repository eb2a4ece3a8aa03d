package rowan.jobs.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Card payments as the simulator of "Reproducible Machine Learning for Credit Card Fraud Detection
 * - Practical Handbook" (Le Borgne and others) makes them, drawn from our own random numbers:
 *
 * <ul>
 *   <li>A customer lives somewhere in a square of 100 by 100, pays at terminals nearer than 5, on
 *       average 0 to 4 times a day, and 5 to 100 each time; the standard deviation is half of that.
 *   <li>The number of payments on a day is Poisson. Each is made at a normally distributed time
 *       around noon (standard deviation 20,000 s); those outside the day are dropped.
 *   <li>Fraud 1: every payment above 220.
 *   <li>Fraud 2: each day two of 10,000 terminals are compromised; every payment there in 28 days
 *       is fraud.
 *   <li>Fraud 3: each day the cards of three of 5,000 customers are compromised; of each one's
 *       payments in 14 days a third (rounded down), of five times the amount, is fraud.
 * </ul>
 *
 * The Handbook compromises two terminals and three customers a day whatever the size; here they are
 * proportional to it ({@link Compromises}), so that the share of fraud stays about the same. It
 * also takes the third of three customers' payments together; here it is of each customer's, so
 * that one customer never depends on another.
 *
 * <p>A customer's payments depend on the settings and the customer only. Asking for customers in
 * ascending order is faster. Not thread-safe.
 */
public final class PaymentSimulator {

  /** The day on which the payments start. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2018, 4, 1);

  static final int SECONDS_PER_DAY = 86_400;
  static final double REACH = 5;

  private static final double TIME_DEVIATION = 20_000;
  private static final long SUSPICIOUS_CENTS = 220_00;

  private static final int TERMINALS_PER_BLOCK = 10_000;
  private static final int TERMINALS_PER_DAY = 2;
  private static final int TERMINAL_STAYS_COMPROMISED = 28;

  private static final int CUSTOMERS_PER_BLOCK = 5_000;
  private static final int CUSTOMERS_PER_DAY = 3;
  private static final int CUSTOMER_STAYS_COMPROMISED = 14;
  private static final int ONE_PAYMENT_IN = 3;
  private static final int THIEF_PAYS_TIMES = 5;

  private final PaymentSettings settings;
  private final TerminalMap terminals;
  private final Map<Long, List<Integer>> compromisedTerminals;
  private final Compromises compromises;
  private final CounterRandom payerRandom;
  private final CounterRandom paymentRandom;
  private final CounterRandom stolenRandom;

  private long currentBlock = -1;
  private Map<Long, List<Integer>> compromisedCustomers = Map.of();

  PaymentSimulator(PaymentSettings settings) {
    this.settings = settings;
    this.terminals =
        new TerminalMap(random(settings, RandomStream.TERMINAL), settings.terminals(), REACH);
    this.compromisedTerminals =
        new Compromises(
                random(settings, RandomStream.COMPROMISED_TERMINAL),
                settings.terminals(),
                TERMINALS_PER_BLOCK,
                TERMINALS_PER_DAY,
                settings.days())
            .ofAllBlocks();
    this.compromises =
        new Compromises(
            random(settings, RandomStream.COMPROMISED_PAYER),
            settings.customers(),
            CUSTOMERS_PER_BLOCK,
            CUSTOMERS_PER_DAY,
            settings.days());
    this.payerRandom = random(settings, RandomStream.PAYER);
    this.paymentRandom = random(settings, RandomStream.PAYMENT);
    this.stolenRandom = random(settings, RandomStream.STOLEN_CARD_PAYMENT);
  }

  private static CounterRandom random(PaymentSettings settings, RandomStream stream) {
    return CounterRandom.of(settings.seed(), stream);
  }

  /** Where a customer lives, and how much and how often they pay. */
  record Profile(double x, double y, double meanAmount, double paymentsPerDay) {}

  Profile profile(long customer) {
    Draws draws = payerRandom.at(customer).draws();
    return new Profile(
        draws.uniform(0, TerminalMap.SIDE),
        draws.uniform(0, TerminalMap.SIDE),
        draws.uniform(5, 100),
        draws.uniform(0, 4));
  }

  TerminalMap terminals() {
    return terminals;
  }

  /** The days from which a terminal is compromised. */
  List<Integer> terminalCompromises(int terminal) {
    return compromisedTerminals.getOrDefault((long) terminal, List.of());
  }

  /** The days from which a customer's card is compromised. */
  List<Integer> customerCompromises(long customer) {
    long block = compromises.block(customer);
    if (block != currentBlock) {
      compromisedCustomers = compromises.ofBlock(block);
      currentBlock = block;
    }
    return compromisedCustomers.getOrDefault(customer, List.of());
  }

  /** All payments of a customer, by day and index; none when no terminal is in reach. */
  List<Payment> payments(long customer) {
    Profile profile = profile(customer);
    int[] reachable = terminals.around(profile.x(), profile.y());
    List<Payment> payments = new ArrayList<>();
    if (reachable.length > 0) {
      for (int day = 0; day < settings.days(); day++) {
        addDay(payments, customer, day, profile, reachable);
      }
      for (int from : customerCompromises(customer)) {
        steal(payments, customer, from);
      }
    }
    return payments;
  }

  private void addDay(
      List<Payment> payments, long customer, int day, Profile profile, int[] reachable) {
    CounterRandom today = paymentRandom.at(customer).at(day);
    int count = today.draws().poisson(profile.paymentsPerDay());
    for (int index = 0; index < count; index++) {
      Draws draws = today.at(index).draws();
      int second = (int) (SECONDS_PER_DAY / 2 + TIME_DEVIATION * draws.normal());
      if (second > 0 && second < SECONDS_PER_DAY) {
        long cents = cents(profile.meanAmount(), draws);
        int terminal = reachable[(int) draws.below(reachable.length)];
        boolean fraud = cents > SUSPICIOUS_CENTS || isCompromised(terminal, day);
        payments.add(new Payment(day, second, customer, index, terminal, cents, fraud));
      }
    }
  }

  private static long cents(double mean, Draws draws) {
    double amount = mean + mean / 2 * draws.normal();
    if (amount < 0) {
      amount = draws.uniform(0, 2 * mean);
    }
    return Math.round(100 * amount);
  }

  private boolean isCompromised(int terminal, int day) {
    for (int from : terminalCompromises(terminal)) {
      if (from <= day && day < from + TERMINAL_STAYS_COMPROMISED) {
        return true;
      }
    }
    return false;
  }

  /**
   * Turns a third of the payments in the days after {@code from} into fraud. Each exposed payment
   * is taken with the probability that exactly the wanted number comes out (selection sampling;
   * Knuth, TAOCP 3.4.2, algorithm S).
   */
  private void steal(List<Payment> payments, long customer, int from) {
    List<Integer> exposed = exposed(payments, from);
    Draws draws = stolenRandom.at(customer).at(from).draws();
    int wanted = exposed.size() / ONE_PAYMENT_IN;
    int left = exposed.size();
    for (int i : exposed) {
      if (draws.below(left) < wanted) {
        payments.set(i, payments.get(i).stolen(THIEF_PAYS_TIMES));
        wanted--;
      }
      left--;
    }
  }

  private static List<Integer> exposed(List<Payment> payments, int from) {
    List<Integer> exposed = new ArrayList<>();
    for (int i = 0; i < payments.size(); i++) {
      int day = payments.get(i).day();
      if (from <= day && day < from + CUSTOMER_STAYS_COMPROMISED) {
        exposed.add(i);
      }
    }
    return exposed;
  }
}
