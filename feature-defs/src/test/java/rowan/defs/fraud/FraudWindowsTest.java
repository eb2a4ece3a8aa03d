package rowan.defs.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;

/** Small streams of payments, with what they give worked out by hand. */
class FraudWindowsTest {

  private static final Graph GRAPH = Graph.of(FraudFeatures.class);
  private static final long ANN = 1;
  private static final long BOB = 2;
  private static final long BAKERY = 10;
  private static final long CINEMA = 20;
  private static final long JEWELLER = 30;

  private final Scorer scorer = Scorer.of(Plan.of(GRAPH, served()));
  private long payments;

  private static String[] served() {
    return GRAPH.features().stream()
        .filter(node -> node.knownAfter().isZero())
        .map(Node::name)
        .toArray(String[]::new);
  }

  private Transaction payment(String time, long customer, long terminal, double amount) {
    return new Transaction(payments++, Instant.parse(time), customer, terminal, amount, null);
  }

  private Scores pay(String time, long customer, long terminal, double amount) {
    return scorer.scoreAndObserve(payment(time, customer, terminal, amount));
  }

  private static Transaction labelled(Transaction payment, int txFraud) {
    return new Transaction(
        payment.transactionId(),
        payment.txDatetime(),
        payment.customerId(),
        payment.terminalId(),
        payment.txAmount(),
        txFraud);
  }

  private static void assertNull(Scores scores, String... names) {
    assertThat(List.of(names)).allMatch(scores::isNull);
  }

  private static void assertClose(Scores scores, String name, double expected) {
    assertThat(scores.asDouble(name)).as(name).isEqualTo(expected, within(1e-12));
  }

  // The first payment, windows that are empty, and ties.

  @Test
  void firstPaymentOfAll_hasItselfAndNoPast() {
    Scores first = pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);

    assertThat(first.asMap())
        .contains(
            entry("customer_tx_count_1d", 1L),
            entry("customer_tx_count_30d", 1L),
            entry("customer_avg_amount_1d", 10.0),
            entry("customer_velocity_10m", 1L),
            entry("customer_velocity_amount_1h", 10.0),
            entry("customer_velocity_terminals_1h", 1L),
            entry("velocity_vs_usual", 720.0),
            entry("customer_past_payments", 0L),
            entry("customer_terminals_7d", 0L),
            entry("customer_high_amounts_7d", 0L),
            entry("customer_test_charges_7d", 0L),
            entry("customer_terminal_visits", 0L),
            entry("new_terminal", true),
            entry("terminal_tx_count_1d", 0L),
            entry("terminal_risk_1d", 0.0),
            entry("terminal_payments_1d", 0L),
            entry("terminal_customers_1d", 0L),
            entry("terminal_test_charges_1d", 0L),
            entry("customer_frauds_30d", 0L),
            entry("customer_fraud_amount_30d", 0.0),
            entry("high_amount_after_test", false));
  }

  @Test
  void firstPaymentOfAll_hasNullWhereThePastWouldSay() {
    Scores first = pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);

    assertNull(
        first,
        "customer_past_mean_7d",
        "customer_past_sd_7d",
        "customer_past_max_7d",
        "customer_past_median_7d",
        "customer_past_high_7d",
        "customer_amount_trend_7d",
        "amount_z_score_30d",
        "amount_vs_max_30d",
        "amount_vs_median_30d",
        "amount_above_usual_30d",
        "amount_vs_last",
        "amount_vs_recent",
        "amount_z_score_at_terminal_1d");
    assertNull(
        first,
        "customer_terminal_entropy_30d",
        "customer_usual_terminal_30d",
        "customer_usual_day_part_30d",
        "customer_night_share_30d",
        "customer_weekend_share_30d",
        "at_usual_terminal_30d",
        "unusual_day_part_30d",
        "customer_first_payment",
        "customer_seconds_since_last",
        "customer_last_amount",
        "customer_last_terminal",
        "customer_exp_mean_amount",
        "customer_exp_tx_count",
        "customer_tenure_days",
        "same_terminal_as_last",
        "quick_terminal_change");
    assertNull(
        first,
        "customer_days_since_visit",
        "customer_mean_at_terminal",
        "terminal_mean_amount_1d",
        "terminal_amount_sd_1d",
        "terminal_seconds_since_last",
        "customer_days_since_fraud",
        "terminal_days_since_fraud");
  }

  @Test
  void paymentsTiedInTime_seeThoseBeforeThemInOrder_butNotAsThePast() {
    Transaction one = payment("2018-04-01T12:00:00Z", ANN, BAKERY, 10);
    Transaction two = payment("2018-04-01T12:00:00Z", ANN, CINEMA, 30);
    scorer.observe(one);
    scorer.observe(two);

    assertThat(scorer.score(one).asMap())
        .contains(
            entry("customer_tx_count_1d", 1L),
            entry("customer_avg_amount_1d", 10.0),
            entry("customer_velocity_terminals_10m", 1L));
    assertThat(scorer.score(two).asMap())
        .contains(
            entry("customer_tx_count_1d", 2L),
            entry("customer_avg_amount_1d", 20.0),
            entry("customer_velocity_terminals_10m", 2L),
            entry("customer_past_payments", 0L),
            entry("customer_last_amount", null));
  }

  // The customer.

  @Test
  void customerHistory_reachesFromAfterTheWindowsStartToThePaymentItself() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-01T13:00:00Z", BOB, BAKERY, 1_000);
    Scores dayLater = pay("2018-04-02T12:00:00Z", ANN, CINEMA, 20);
    Scores weekLater = pay("2018-04-08T12:00:00Z", ANN, BAKERY, 60);
    Scores monthLater = pay("2018-05-01T12:00:00Z", ANN, BAKERY, 100);

    assertThat(dayLater.asMap())
        .contains(
            entry("customer_tx_count_1d", 1L),
            entry("customer_avg_amount_1d", 20.0),
            entry("customer_tx_count_7d", 2L),
            entry("customer_avg_amount_7d", 15.0));
    assertThat(weekLater.asMap())
        .contains(
            entry("customer_tx_count_7d", 2L),
            entry("customer_avg_amount_7d", 40.0),
            entry("customer_tx_count_30d", 3L),
            entry("customer_avg_amount_30d", 30.0));
    assertThat(monthLater.asMap())
        .contains(entry("customer_tx_count_30d", 3L), entry("customer_avg_amount_30d", 60.0));
  }

  @Test
  void customerVelocity_countsTheLastMinutesAndTheLastHour() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-01T12:50:00Z", ANN, BAKERY, 20);
    pay("2018-04-01T12:55:00Z", ANN, CINEMA, 30);
    Scores last = pay("2018-04-01T13:00:00Z", ANN, JEWELLER, 40);

    assertThat(last.asMap())
        .contains(
            entry("customer_velocity_10m", 2L),
            entry("customer_velocity_1h", 3L),
            entry("customer_velocity_amount_10m", 70.0),
            entry("customer_velocity_amount_1h", 90.0),
            entry("customer_velocity_terminals_10m", 2L),
            entry("customer_velocity_terminals_1h", 3L),
            entry("velocity_vs_usual", 3 * 720 / 4.0));
  }

  @Test
  void customerAmounts_areThoseBeforeThePayment() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 20);
    pay("2018-04-02T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-03T12:00:00Z", ANN, BAKERY, 60);
    Scores high = pay("2018-04-08T12:00:00Z", ANN, BAKERY, 100);
    Scores later = pay("2018-04-09T13:00:00Z", ANN, BAKERY, 50);

    assertThat(high.asMap())
        .contains(
            entry("customer_past_mean_7d", 30.0),
            entry("customer_past_max_7d", 60.0),
            entry("customer_past_median_7d", 20.0),
            entry("amount_vs_max_7d", 100 / 60.0),
            entry("amount_vs_median_7d", 5.0),
            entry("amount_above_usual_7d", true));
    assertClose(high, "customer_past_sd_7d", StrictMath.sqrt(1_400 / 3.0));
    assertClose(high, "customer_past_high_7d", 52.0);
    assertClose(high, "customer_amount_trend_7d", 20.0);
    assertClose(high, "amount_z_score_7d", 70 / StrictMath.sqrt(1_400 / 3.0));
    assertThat(later.asMap())
        .contains(
            entry("customer_past_mean_7d", 80.0),
            entry("customer_past_mean_30d", 47.5),
            entry("customer_past_sd_7d", 20.0),
            entry("customer_past_max_30d", 100.0),
            entry("customer_past_median_30d", 40.0),
            entry("amount_z_score_7d", -1.5),
            entry("amount_vs_max_30d", 0.5),
            entry("amount_vs_median_30d", 1.25),
            entry("amount_above_usual_30d", false));
    // Of 10, 20, 60 and 100: 0.9 * 3 = 2.7, so 60 and 0.7 of the way to 100.
    assertClose(later, "customer_past_high_30d", 88.0);
  }

  @Test
  void customerHabits_areThoseOfTheWeekAndOfTheMonth() {
    pay("2018-04-01T03:00:00Z", ANN, CINEMA, 0.5); // a Sunday, at night
    pay("2018-04-03T09:00:00Z", ANN, BAKERY, 5);
    pay("2018-04-04T09:00:00Z", ANN, BAKERY, 5);
    pay("2018-04-05T20:00:00Z", ANN, JEWELLER, 500);
    Scores week = pay("2018-04-08T03:00:01Z", ANN, BAKERY, 5);

    assertThat(week.asMap())
        .contains(
            entry("customer_terminals_7d", 2L),
            entry("customer_terminals_30d", 3L),
            entry("customer_terminal_entropy_30d", 1.5),
            entry("customer_usual_terminal_7d", BAKERY),
            entry("customer_usual_day_part_7d", DayPart.MORNING),
            entry("customer_night_share_7d", 0.0),
            entry("customer_night_share_30d", 0.25),
            entry("customer_weekend_share_7d", 0.0),
            entry("customer_weekend_share_30d", 0.25),
            entry("customer_high_amounts_7d", 1L),
            entry("customer_test_charges_7d", 0L),
            entry("customer_test_charges_30d", 1L),
            entry("at_usual_terminal_7d", true),
            entry("unusual_day_part_7d", true));
  }

  @Test
  void highAmount_afterATestCharge_isTold() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 0.5);

    assertThat(pay("2018-04-01T12:01:00Z", ANN, JEWELLER, 500).asMap())
        .contains(entry("high_amount_after_test", true));
    assertThat(pay("2018-04-01T12:02:00Z", ANN, JEWELLER, 5).asMap())
        .contains(entry("high_amount_after_test", false));
    assertThat(pay("2018-04-01T12:03:00Z", BOB, JEWELLER, 500).asMap())
        .contains(entry("high_amount_after_test", false));
  }

  @Test
  void customerPast_reachesToTheBeginning() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-09-01T12:00:00Z", ANN, CINEMA, 20);
    Scores third = pay("2018-09-01T12:04:59.5Z", ANN, BAKERY, 50);
    Scores fourth = pay("2018-09-01T13:00:00Z", ANN, BAKERY, 0);

    assertThat(third.asMap())
        .contains(
            entry("customer_past_payments", 2L),
            entry("customer_first_payment", Instant.parse("2018-04-01T12:00:00Z")),
            entry("customer_seconds_since_last", 299.5),
            entry("customer_last_amount", 20.0),
            entry("customer_last_terminal", CINEMA),
            entry("same_terminal_as_last", false),
            entry("quick_terminal_change", true),
            entry("amount_vs_last", 2.5));
    assertClose(third, "customer_tenure_days", 153 + 299.5 / 86_400);
    assertThat(fourth.asMap())
        .contains(entry("same_terminal_as_last", true), entry("quick_terminal_change", false));
    assertNull(pay("2018-09-01T14:00:00Z", ANN, BAKERY, 5), "amount_vs_last");
  }

  /** Weeks are counted from 1970-01-01, a Thursday: 2018-04-05 begins another one. */
  @Test
  void exponentialWeights_halveWithEachHalfLifeFromTheEpoch() {
    pay("2018-04-02T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-04T12:00:00Z", ANN, BAKERY, 40);
    Scores sameWeek = pay("2018-04-04T13:00:00Z", ANN, BAKERY, 100);
    Scores nextWeek = pay("2018-04-05T12:00:00Z", ANN, BAKERY, 125);
    Scores last = pay("2018-04-05T12:00:01Z", ANN, BAKERY, 1);

    assertThat(sameWeek.asMap())
        .contains(
            entry("customer_exp_mean_amount", 25.0),
            entry("amount_vs_recent", 4.0),
            entry("customer_exp_tx_count", 1.25));
    assertThat(nextWeek.asMap())
        .contains(
            entry("customer_exp_mean_amount", 50.0),
            entry("customer_exp_tx_count", 0.125 + 0.5 + 0.5));
    // Three of weight 0.5, that sum to 150, and one of weight 1.
    assertThat(last.asMap()).contains(entry("customer_exp_mean_amount", (75 + 125) / 2.5));
  }

  // The terminal.

  @Test
  void customerAtTerminal_knowsTheCustomersOwnVisits() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-02T12:00:00Z", ANN, BAKERY, 30);
    pay("2018-04-03T12:00:00Z", ANN, CINEMA, 99);
    pay("2018-04-03T12:00:00Z", BOB, BAKERY, 99);
    Scores again = pay("2018-04-04T18:00:00Z", ANN, BAKERY, 5);

    assertThat(again.asMap())
        .contains(
            entry("customer_terminal_visits", 2L),
            entry("customer_days_since_visit", 2.25),
            entry("customer_mean_at_terminal", 20.0),
            entry("new_terminal", false));
    assertThat(pay("2018-04-04T19:00:00Z", BOB, CINEMA, 5).asMap())
        .contains(entry("new_terminal", true));
  }

  @Test
  void terminalActivity_isThatOfAllCustomersBeforeThePayment() {
    pay("2018-04-01T12:00:00Z", ANN, BAKERY, 0.5);
    pay("2018-04-05T12:00:00Z", ANN, BAKERY, 10);
    pay("2018-04-05T13:00:00Z", ANN, BAKERY, 1);
    pay("2018-04-05T14:00:00Z", BOB, BAKERY, 19);
    pay("2018-04-05T14:30:00Z", BOB, CINEMA, 900);
    Scores next = pay("2018-04-05T15:00:00Z", BOB, BAKERY, 28);

    assertThat(next.asMap())
        .contains(
            entry("terminal_payments_1d", 3L),
            entry("terminal_payments_7d", 4L),
            entry("terminal_customers_1d", 2L),
            entry("terminal_mean_amount_1d", 10.0),
            entry("terminal_mean_amount_7d", 7.625),
            entry("terminal_test_charges_1d", 1L),
            entry("terminal_test_charges_7d", 2L),
            entry("terminal_seconds_since_last", 3_600.0));
    assertClose(next, "terminal_amount_sd_1d", StrictMath.sqrt(54));
    assertClose(next, "amount_z_score_at_terminal_1d", 18 / StrictMath.sqrt(54));
    assertClose(next, "terminal_amount_sd_7d", StrictMath.sqrt(57.421875));
    assertClose(next, "amount_z_score_at_terminal_7d", 20.375 / StrictMath.sqrt(57.421875));
  }

  // Frauds, a week late.

  @Test
  void terminalHistory_endsAWeekBeforeThePayment() {
    pay("2018-04-01T00:00:00Z", ANN, BAKERY, 10);
    Scores justBefore = pay("2018-04-07T23:59:59.999999Z", BOB, BAKERY, 10);
    Scores weekLater = pay("2018-04-08T00:00:00Z", BOB, BAKERY, 10);
    Scores dayAfter = pay("2018-04-09T00:00:00Z", BOB, BAKERY, 10);

    assertThat(justBefore.asMap())
        .contains(entry("terminal_tx_count_1d", 0L), entry("terminal_tx_count_30d", 0L));
    assertThat(weekLater.asMap())
        .contains(entry("terminal_tx_count_1d", 1L), entry("terminal_tx_count_30d", 1L));
    assertThat(dayAfter.asMap())
        .contains(entry("terminal_tx_count_1d", 0L), entry("terminal_tx_count_7d", 1L));
  }

  @Test
  void terminalRisk_isKnownWhenThePaymentIsObservedAgainWithItsLabel() {
    Transaction fraud = payment("2018-04-01T00:00:00Z", ANN, BAKERY, 10);
    Transaction honest = payment("2018-04-02T00:00:00Z", BOB, BAKERY, 10);
    scorer.observe(fraud);
    scorer.observe(honest);
    Transaction asking = payment("2018-04-09T00:00:00Z", BOB, BAKERY, 10);

    assertThat(scorer.score(asking).asMap())
        .contains(
            entry("terminal_tx_count_7d", 2L),
            entry("terminal_risk_7d", 0.0),
            entry("terminal_smoothed_risk_7d", 0.1 / 12));
    scorer.observe(labelled(fraud, 1));
    assertThat(scorer.score(asking).asMap())
        .contains(entry("terminal_risk_7d", 1.0), entry("terminal_risk_1d", 0.0));
    scorer.observe(labelled(honest, 0));
    assertThat(scorer.score(asking).asMap())
        .contains(
            entry("terminal_tx_count_7d", 2L),
            entry("terminal_risk_7d", 0.5),
            entry("terminal_risk_30d", 0.5),
            entry("terminal_smoothed_risk_7d", 1.1 / 12),
            entry("terminal_smoothed_risk_1d", 0.1 / 11),
            entry("terminal_smoothed_risk_30d", 1.1 / 12),
            entry("terminal_risk_rise", -0.5));
  }

  @Test
  void knownFrauds_areThoseOfAWeekAgoAndBefore() {
    Transaction fraud = payment("2018-04-01T00:00:00Z", ANN, BAKERY, 70);
    Transaction honest = payment("2018-04-02T00:00:00Z", ANN, BAKERY, 5);
    scorer.observe(fraud);
    scorer.observe(honest);
    scorer.observe(labelled(fraud, 1));
    scorer.observe(labelled(honest, 0));

    Scores early = pay("2018-04-07T23:59:59Z", ANN, BAKERY, 5);
    assertThat(early.asMap())
        .contains(entry("customer_frauds_30d", 0L), entry("customer_fraud_amount_30d", 0.0));
    assertNull(early, "customer_days_since_fraud", "terminal_days_since_fraud");
    assertThat(pay("2018-04-09T12:00:00Z", ANN, BAKERY, 5).asMap())
        .contains(
            entry("customer_frauds_30d", 1L),
            entry("customer_fraud_amount_30d", 70.0),
            entry("customer_days_since_fraud", 8.5),
            entry("terminal_days_since_fraud", 8.5),
            entry("terminal_days_since_first_fraud_30d", 8.5),
            entry("terminal_latest_risk", 0.5));
    assertThat(pay("2018-05-08T00:00:00Z", ANN, CINEMA, 5).asMap())
        .contains(
            entry("customer_frauds_30d", 0L),
            entry("customer_fraud_amount_30d", 0.0),
            entry("customer_days_since_fraud", 37.0),
            entry("terminal_days_since_fraud", null));
  }
}
