package rowan.defs.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;

/** The features that the authors of the simulated payments published, against plain loops. */
class PublishedFeaturesTest {

  private static final Duration DELAY = Duration.ofDays(7);
  private static final int PAYMENTS = 600;

  static final String[] NAMES = {
    "during_weekend",
    "during_night",
    "customer_tx_count_1d",
    "customer_tx_count_7d",
    "customer_tx_count_30d",
    "customer_avg_amount_1d",
    "customer_avg_amount_7d",
    "customer_avg_amount_30d",
    "terminal_tx_count_1d",
    "terminal_tx_count_7d",
    "terminal_tx_count_30d",
    "terminal_risk_1d",
    "terminal_risk_7d",
    "terminal_risk_30d"
  };

  private final Scorer scorer = Scorer.of(Plan.of(Graph.of(FraudFeatures.class), NAMES));

  @RepeatedTest(5)
  void publishedFeatures_scoredAsPaymentsAndLabelsArrive_areThoseOfPlainLoops() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    List<Transaction> payments = payments(new Random(seed));
    int labelled = 0;
    for (int i = 0; i < payments.size(); i++) {
      Transaction payment = payments.get(i);
      for (; isKnown(payments.get(labelled), payment.txDatetime()); labelled++) {
        scorer.observe(payments.get(labelled));
      }
      assertThat(scorer.scoreAndObserve(withFraud(payment, null)).asMap())
          .as("seed %d, payment %d", seed, i)
          .isEqualTo(expected(payments.subList(0, i + 1)));
    }
    assertThat(labelled).isBetween(PAYMENTS / 2, PAYMENTS);
  }

  private static boolean isKnown(Transaction payment, Instant time) {
    return !payment.txDatetime().plus(DELAY).isAfter(time);
  }

  /** Times of whole quarter days, so that many payments are tied or lie on the edge of a window. */
  private static List<Transaction> payments(RandomGenerator random) {
    List<Transaction> payments = new ArrayList<>();
    Instant time = Instant.parse("2018-04-01T00:00:00Z");
    for (int id = 0; id < PAYMENTS; id++) {
      time = time.plus(Duration.ofHours(random.nextInt(4) == 0 ? 6 * random.nextInt(8) : 0));
      payments.add(
          new Transaction(
              id,
              time,
              random.nextInt(5),
              random.nextInt(4),
              random.nextInt(100_000) / 100.0,
              random.nextInt(10) == 0 ? null : random.nextInt(2)));
    }
    return payments;
  }

  private static Transaction withFraud(Transaction payment, @Nullable Integer txFraud) {
    return new Transaction(
        payment.transactionId(),
        payment.txDatetime(),
        payment.customerId(),
        payment.terminalId(),
        payment.txAmount(),
        txFraud);
  }

  /** The features of the last payment, of which all others come before it. */
  private static Map<String, Object> expected(List<Transaction> payments) {
    Transaction asking = payments.get(payments.size() - 1);
    Instant time = asking.txDatetime();
    Map<String, Object> expected = new HashMap<>();
    expected.put("during_weekend", time.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() >= 6);
    expected.put("during_night", time.atZone(ZoneOffset.UTC).getHour() <= 6);
    for (int days : new int[] {1, 7, 30}) {
      List<Transaction> own =
          in(payments, time, days, payment -> payment.customerId() == asking.customerId());
      expected.put("customer_tx_count_" + days + "d", (long) own.size());
      expected.put("customer_avg_amount_" + days + "d", mean(own, Transaction::txAmount));
      List<Transaction> there =
          in(
              payments,
              time.minus(DELAY),
              days,
              payment -> payment.terminalId() == asking.terminalId());
      List<Transaction> known = there.stream().filter(paid -> paid.txFraud() != null).toList();
      expected.put("terminal_tx_count_" + days + "d", (long) there.size());
      expected.put("terminal_risk_" + days + "d", mean(known, paid -> fraud(paid)));
    }
    return expected;
  }

  private static double fraud(Transaction payment) {
    return Integer.valueOf(1).equals(payment.txFraud()) ? 1 : 0;
  }

  private static List<Transaction> in(
      List<Transaction> payments, Instant end, int days, Predicate<Transaction> key) {
    List<Transaction> found = new ArrayList<>();
    for (Transaction payment : payments) {
      boolean late = payment.txDatetime().isAfter(end);
      boolean early = !payment.txDatetime().isAfter(end.minus(Duration.ofDays(days)));
      if (key.test(payment) && !late && !early) {
        found.add(payment);
      }
    }
    return found;
  }

  private static double mean(List<Transaction> payments, ToDoubleFunction<Transaction> value) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Transaction payment : payments) {
      sum = sum.add(new BigDecimal(value.applyAsDouble(payment)));
    }
    return payments.isEmpty()
        ? 0
        : sum.divide(BigDecimal.valueOf(payments.size()), new MathContext(100)).doubleValue();
  }
}
