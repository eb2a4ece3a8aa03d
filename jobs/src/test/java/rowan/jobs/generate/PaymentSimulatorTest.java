package rowan.jobs.generate;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rowan.jobs.generate.PaymentSimulator.Profile;

class PaymentSimulatorTest {

  /** A tenth of the Handbook's, in the same proportions. */
  private static final PaymentSettings SETTINGS = new PaymentSettings(500, 1000, 183, 0);

  private static final PaymentSimulator SIMULATOR = new PaymentSimulator(SETTINGS);
  private static final List<Payment> PAYMENTS = all(SIMULATOR, SETTINGS.customers());

  private static List<Payment> all(PaymentSimulator simulator, long customers) {
    return LongStream.range(0, customers)
        .boxed()
        .flatMap(customer -> simulator.payments(customer).stream())
        .toList();
  }

  @Test
  void paymentsAreWithinThePeriodAndNumberedWithinADay() {
    assertThat(PAYMENTS).allMatch(p -> 0 <= p.day() && p.day() < 183);
    assertThat(PAYMENTS).allMatch(p -> 0 < p.second() && p.second() < 86_400);
    assertThat(PAYMENTS).allMatch(p -> p.cents() >= 0);
    assertThat(PAYMENTS)
        .extracting(p -> List.of(p.customer(), p.day(), p.index()))
        .doesNotHaveDuplicates();
  }

  @Test
  void terminalsAreWithinReach() {
    TerminalMap terminals = SIMULATOR.terminals();
    assertThat(PAYMENTS)
        .allSatisfy(
            p -> {
              Profile profile = SIMULATOR.profile(p.customer());
              double dx = profile.x() - terminals.x(p.terminal());
              double dy = profile.y() - terminals.y(p.terminal());
              assertThat(Math.hypot(dx, dy)).isLessThan(5);
            });
  }

  @Test
  void everyTerminalInReachIsUsed() {
    long customer =
        LongStream.range(0, 500)
            .boxed()
            .max(Comparator.comparing(c -> SIMULATOR.profile(c).paymentsPerDay()))
            .orElseThrow();
    Profile profile = SIMULATOR.profile(customer);
    Set<Integer> used = new HashSet<>();
    SIMULATOR.payments(customer).forEach(p -> used.add(p.terminal()));
    assertThat(used).hasSize(SIMULATOR.terminals().around(profile.x(), profile.y()).length);
    assertThat(used).hasSizeGreaterThan(1);
  }

  @Test
  void customersWithoutTerminalsPayNothing() {
    PaymentSimulator sparse = new PaymentSimulator(new PaymentSettings(500, 20, 10, 0));
    List<Payment> payments = all(sparse, 500);
    Set<Long> payers = new HashSet<>();
    payments.forEach(p -> payers.add(p.customer()));
    assertThat(payers).isNotEmpty();
    long isolated = 0;
    for (long customer = 0; customer < 500; customer++) {
      Profile profile = sparse.profile(customer);
      if (sparse.terminals().around(profile.x(), profile.y()).length == 0) {
        assertThat(sparse.payments(customer)).isEmpty();
        isolated++;
      }
    }
    assertThat(isolated).isBetween(300L, 499L);
  }

  @Test
  void profilesAreUniform() {
    List<Profile> profiles = LongStream.range(0, 20_000).mapToObj(SIMULATOR::profile).toList();
    assertThat(profiles).allMatch(p -> 0 <= p.x() && p.x() < 100 && 0 <= p.y() && p.y() < 100);
    assertThat(profiles).allMatch(p -> 5 <= p.meanAmount() && p.meanAmount() < 100);
    assertThat(profiles).allMatch(p -> 0 <= p.paymentsPerDay() && p.paymentsPerDay() < 4);
    assertThat(profiles.stream().mapToDouble(Profile::meanAmount).average().orElseThrow())
        .isCloseTo(52.5, within(1.0));
    assertThat(profiles.stream().mapToDouble(Profile::paymentsPerDay).average().orElseThrow())
        .isCloseTo(2, within(0.05));
  }

  @Test
  void customersPayAsOftenAsTheirProfileSays() {
    double expected =
        LongStream.range(0, 500)
            .mapToObj(SIMULATOR::profile)
            .filter(p -> SIMULATOR.terminals().around(p.x(), p.y()).length > 0)
            .mapToDouble(p -> p.paymentsPerDay() * 183)
            .sum();
    // Those at a normal time more than 43200 / 20000 deviations from noon are dropped.
    assertThat(PAYMENTS.size() / expected).isCloseTo(0.9692, within(0.01));
  }

  @Test
  void customersPayWhatTheirProfileSays() {
    Map<Long, List<Payment>> byCustomer =
        PAYMENTS.stream().filter(p -> !p.fraud()).collect(groupingBy(Payment::customer));
    double ratio = 0;
    double squares = 0;
    long count = 0;
    for (List<Payment> payments : byCustomer.values()) {
      double mean = SIMULATOR.profile(payments.get(0).customer()).meanAmount();
      for (Payment p : payments) {
        double deviation = p.cents() / 100.0 / mean - 1;
        ratio += deviation;
        squares += deviation * deviation;
        count++;
      }
    }
    // Negative amounts (2.3 %) are drawn again from 0 to twice the mean, which raises the mean a
    // little and leaves less than the variance 1/4.
    assertThat(ratio / count).isCloseTo(0.027, within(0.01));
    assertThat(squares / count).isCloseTo(0.226, within(0.01));
  }

  @Test
  void paymentsAreMadeAroundNoon() {
    double mean = PAYMENTS.stream().mapToInt(Payment::second).average().orElseThrow();
    assertThat(mean).isCloseTo(43_200, within(200.0));
    long day = PAYMENTS.stream().filter(p -> Math.abs(p.second() - 43_200) < 20_000).count();
    assertThat((double) day / PAYMENTS.size()).isCloseTo(0.6827 / 0.9692, within(0.01));
  }

  @Test
  void theShareOfFraudIsTheHandbooks() {
    long frauds = PAYMENTS.stream().filter(Payment::fraud).count();
    assertThat((double) frauds / PAYMENTS.size()).isBetween(0.005, 0.012);
  }

  @Test
  void everythingAbove220IsFraud() {
    List<Payment> large = PAYMENTS.stream().filter(p -> p.cents() > 22_000).toList();
    assertThat(large).isNotEmpty().allMatch(Payment::fraud);
  }

  @Test
  void everyPaymentAtACompromisedTerminalIsFraud() {
    List<Payment> there = PAYMENTS.stream().filter(p -> isAtCompromisedTerminal(p)).toList();
    assertThat(there).hasSizeGreaterThan(100).allMatch(Payment::fraud);
    Set<Integer> daysAfter = new HashSet<>();
    there.forEach(
        p ->
            SIMULATOR
                .terminalCompromises(p.terminal())
                .forEach(from -> daysAfter.add(p.day() - from)));
    assertThat(daysAfter).contains(0, 27);
  }

  @Test
  void everyFraudHasAReason() {
    assertThat(PAYMENTS)
        .filteredOn(Payment::fraud)
        .allMatch(p -> p.cents() > 22_000 || isAtCompromisedTerminal(p) || isExposed(p));
  }

  private static boolean isAtCompromisedTerminal(Payment p) {
    return SIMULATOR.terminalCompromises(p.terminal()).stream()
        .anyMatch(from -> from <= p.day() && p.day() < from + 28);
  }

  private static boolean isExposed(Payment p) {
    return SIMULATOR.customerCompromises(p.customer()).stream()
        .anyMatch(from -> from <= p.day() && p.day() < from + 14);
  }

  /** Customers who never pay 220 themselves: any fraud of theirs is one of the other two. */
  @Test
  void aThirdOfTheExposedPaymentsIsFraudOfFiveTimesTheAmount() {
    Set<Integer> daysAfter = new HashSet<>();
    int customers = 0;
    for (long customer = 0; customer < 500; customer++) {
      List<Integer> starts = SIMULATOR.customerCompromises(customer);
      List<Payment> payments = SIMULATOR.payments(customer);
      if (starts.size() == 1
          && SIMULATOR.profile(customer).meanAmount() < 35
          && payments.stream().noneMatch(PaymentSimulatorTest::isAtCompromisedTerminal)) {
        int from = starts.get(0);
        List<Payment> exposed = new ArrayList<>(payments);
        exposed.removeIf(p -> p.day() < from || p.day() >= from + 14);
        List<Payment> frauds = payments.stream().filter(Payment::fraud).toList();
        assertThat(frauds).hasSize(exposed.size() / 3);
        assertThat(exposed).containsAll(frauds);
        assertThat(frauds).allMatch(p -> p.cents() % 5 == 0);
        frauds.forEach(p -> daysAfter.add(p.day() - from));
        customers++;
      }
    }
    assertThat(customers).isGreaterThan(5);
    assertThat(daysAfter).hasSizeGreaterThan(10);
  }

  @Test
  void stolenCardsPayFiveTimesTheAmount() {
    assertThat(new Payment(1, 2, 3, 4, 5, 678, false).stolen(5))
        .isEqualTo(new Payment(1, 2, 3, 4, 5, 3390, true));
    double exposedMean = meanInMeans(true);
    double otherMean = meanInMeans(false);
    // A third of the exposed payments is five times the usual one.
    assertThat(exposedMean / otherMean).isCloseTo(2 / 3.0 + 5 / 3.0, within(0.2));
  }

  /** The mean amount, as a multiple of the customer's. */
  private static double meanInMeans(boolean exposed) {
    return PAYMENTS.stream()
        .filter(p -> isExposed(p) == exposed)
        .mapToDouble(p -> p.cents() / 100.0 / SIMULATOR.profile(p.customer()).meanAmount())
        .average()
        .orElseThrow();
  }

  @Test
  void aCustomerDoesNotDependOnWhoWasAskedBefore() {
    PaymentSettings settings = new PaymentSettings(12_000, 500, 30, 4);
    PaymentSimulator once = new PaymentSimulator(settings);
    for (long customer : new long[] {11_999, 0, 5000, 4999, 9999, 10_000, 7, 0}) {
      assertThat(once.payments(customer))
          .isEqualTo(new PaymentSimulator(settings).payments(customer));
    }
  }

  @Test
  void compromisesDoNotDependOnWhoWasAskedBefore() {
    PaymentSettings settings = new PaymentSettings(12_000, 1, 30, 4);
    PaymentSimulator simulator = new PaymentSimulator(settings);
    // 4999 has no factor in common with 12,000: every customer's turn comes.
    LongStream.range(0, 12_000)
        .map(i -> i * 4999 % 12_000)
        .forEach(
            customer ->
                assertThat(simulator.customerCompromises(customer))
                    .isEqualTo(new PaymentSimulator(settings).customerCompromises(customer)));
  }

  @Test
  void anotherSeedGivesOtherPayments() {
    PaymentSimulator other = new PaymentSimulator(new PaymentSettings(500, 1000, 183, 1));
    assertThat(other.profile(0)).isNotEqualTo(SIMULATOR.profile(0));
    assertThat(all(other, 500)).isNotEqualTo(PAYMENTS);
  }
}
