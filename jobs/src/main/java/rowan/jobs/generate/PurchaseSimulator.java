package rowan.jobs.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Purchases as the BG/NBD and Gamma-Gamma models describe them (Fader, Hardie and Lee, "Counting
 * Your Customers the Easy Way", 2005; Fader and Hardie, "The Gamma-Gamma Model of Monetary Value",
 * 2013), with what those papers estimate from the CDNOW data:
 *
 * <ul>
 *   <li>The first purchase of every customer is made at a uniform time in the first quarter of the
 *       period.
 *   <li>From then on a customer buys at exponential intervals, at a rate per week that is gamma
 *       distributed over customers (shape 0.243, rate 4.414), and after each repeat purchase leaves
 *       for good with a probability that is beta distributed over customers (0.793, 2.426).
 *   <li>The amount of a purchase is gamma distributed (shape 6.25) at a rate that is gamma
 *       distributed over customers (shape 3.74, rate 15.44), independently of how often they buy.
 *   <li>The quantity, of which the models say nothing, is one and a Poisson number with one for
 *       every 25 of the amount: 2.4 on average, and larger for dearer purchases.
 * </ul>
 *
 * A customer's purchases depend on the settings and the customer only.
 */
public final class PurchaseSimulator {

  /** The day on which the purchases start. */
  public static final LocalDate FIRST_DAY = LocalDate.of(1997, 1, 1);

  private static final double DAYS_PER_WEEK = 7;
  private static final int FIRST_PURCHASE_WITHIN = 4;

  private static final double FREQUENCY_SHAPE = 0.243;
  private static final double FREQUENCY_RATE = 4.414;
  private static final double LEAVING_A = 0.793;
  private static final double LEAVING_B = 2.426;
  private static final double AMOUNT_SHAPE = 6.25;
  private static final double SPENDING_SHAPE = 3.74;
  private static final double SPENDING_RATE = 15.44;
  private static final double AMOUNT_PER_ITEM = 25;

  private final PurchaseSettings settings;
  private final CounterRandom buyerRandom;
  private final CounterRandom purchaseRandom;

  PurchaseSimulator(PurchaseSettings settings) {
    this.settings = settings;
    this.buyerRandom = CounterRandom.of(settings.seed(), RandomStream.BUYER);
    this.purchaseRandom = CounterRandom.of(settings.seed(), RandomStream.PURCHASE);
  }

  /**
   * What is particular to a customer.
   *
   * @param firstTime when the first purchase is made, in days
   * @param perDay how many purchases a day, until leaving
   * @param leaves the probability of leaving after a repeat purchase
   * @param spendingRate the mean amount is {@link #AMOUNT_SHAPE} divided by this
   */
  record Habits(double firstTime, double perDay, double leaves, double spendingRate) {}

  Habits habits(long customer) {
    Draws draws = buyerRandom.at(customer).draws();
    // In whole days, but for a period too short for that.
    int firstDays = Math.max(1, settings.days() / FIRST_PURCHASE_WITHIN);
    return new Habits(
        draws.uniform(0, firstDays),
        draws.gamma(FREQUENCY_SHAPE) / FREQUENCY_RATE / DAYS_PER_WEEK,
        draws.beta(LEAVING_A, LEAVING_B),
        draws.gamma(SPENDING_SHAPE) / SPENDING_RATE);
  }

  /** All purchases of a customer, in the order of time; at least one. */
  List<Purchase> purchases(long customer) {
    Habits habits = habits(customer);
    CounterRandom own = purchaseRandom.at(customer);
    List<Purchase> purchases = new ArrayList<>();
    double time = habits.firstTime();
    boolean stays = true;
    while (stays && time < settings.days()) {
      Draws draws = own.at(purchases.size()).draws();
      boolean leaves = draws.uniform() < habits.leaves();
      stays = purchases.isEmpty() || !leaves;
      purchases.add(purchase((int) time, customer, purchases.size(), habits, draws));
      time += draws.exponential() / habits.perDay();
    }
    return purchases;
  }

  private static Purchase purchase(int day, long customer, int index, Habits habits, Draws draws) {
    double amount = draws.gamma(AMOUNT_SHAPE) / habits.spendingRate();
    int quantity = 1 + draws.poisson(amount / AMOUNT_PER_ITEM);
    return new Purchase(day, customer, index, quantity, Math.round(100 * amount));
  }
}
