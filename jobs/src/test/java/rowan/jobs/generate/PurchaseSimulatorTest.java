package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.jobs.generate.PurchaseSimulator.Habits;

class PurchaseSimulatorTest {

  private static final int CUSTOMERS = 40_000;

  private static final PurchaseSimulator SIMULATOR =
      new PurchaseSimulator(new PurchaseSettings(CUSTOMERS, 546, 0));

  private static final List<List<Purchase>> BY_CUSTOMER =
      LongStream.range(0, CUSTOMERS).mapToObj(SIMULATOR::purchases).toList();

  private static final List<Purchase> PURCHASES =
      BY_CUSTOMER.stream().flatMap(List::stream).toList();

  private static final List<Habits> HABITS =
      LongStream.range(0, CUSTOMERS).mapToObj(SIMULATOR::habits).toList();

  @Test
  void everyCustomerStartsInTheFirstQuarter() {
    assertThat(BY_CUSTOMER).noneMatch(List::isEmpty);
    List<Integer> firstDays = BY_CUSTOMER.stream().map(own -> own.get(0).day()).toList();
    assertThat(firstDays).allMatch(day -> 0 <= day && day < 136).contains(0, 135);
    double mean = firstDays.stream().mapToInt(Integer::intValue).average().orElseThrow();
    assertThat(mean).isCloseTo(67.5, within(1.0));
  }

  @Test
  void purchasesAreInOrderAndWithinThePeriod() {
    assertThat(PURCHASES).allMatch(p -> p.day() < 546 && p.quantity() >= 1 && p.cents() >= 0);
    assertThat(BY_CUSTOMER)
        .allSatisfy(
            own -> {
              assertThat(own).isSortedAccordingTo(Comparator.comparing(Purchase::day));
              for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).index()).isEqualTo(i);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shortPeriodsWork(int days) {
    PurchaseSimulator simulator = new PurchaseSimulator(new PurchaseSettings(100, days, 0));
    for (long customer = 0; customer < 100; customer++) {
      assertThat(simulator.purchases(customer)).isNotEmpty().allMatch(p -> p.day() < days);
    }
  }

  @Test
  void habitsHaveTheMeansOfTheModel() {
    assertThat(mean(habits -> habits.perDay() * 7)).isCloseTo(0.243 / 4.414, within(0.003));
    assertThat(mean(Habits::leaves)).isCloseTo(0.793 / (0.793 + 2.426), within(0.005));
    assertThat(mean(Habits::spendingRate)).isCloseTo(3.74 / 15.44, within(0.003));
  }

  private static double mean(ToDoubleFunction<Habits> value) {
    return HABITS.stream().mapToDouble(value).average().orElseThrow();
  }

  /**
   * The expected number of repeat purchases in {@code t} of a customer with rate {@code l} who
   * leaves with probability {@code p}: (1 - exp(-l p t)) / p.
   */
  @Test
  void customersComeBackAsOftenAsTheModelSays() {
    double expected = 0;
    for (Habits habits : HABITS) {
      double active = habits.perDay() * habits.leaves() * (546 - habits.firstTime());
      expected += -Math.expm1(-active) / habits.leaves();
    }
    int repeats = PURCHASES.size() - CUSTOMERS;
    assertThat(repeats / expected).isCloseTo(1, within(0.02));
  }

  /** exp(-l t): a customer cannot leave before the first repeat purchase. */
  @Test
  void asManyNeverComeBackAsTheModelSays() {
    double expected =
        HABITS.stream()
            .mapToDouble(habits -> Math.exp(-habits.perDay() * (546 - habits.firstTime())))
            .sum();
    long single = BY_CUSTOMER.stream().filter(own -> own.size() == 1).count();
    assertThat(single / expected).isCloseTo(1, within(0.01));
  }

  @Test
  void customersSpendWhatTheModelSays() {
    double squares = 0;
    double sum = 0;
    for (Purchase p : PURCHASES) {
      double usual = 6.25 / HABITS.get((int) p.customer()).spendingRate();
      double deviation = p.cents() / 100.0 / usual - 1;
      sum += deviation;
      squares += deviation * deviation;
    }
    assertThat(sum / PURCHASES.size()).isCloseTo(0, within(0.01));
    assertThat(squares / PURCHASES.size()).isCloseTo(1 / 6.25, within(0.01));
    double mean = PURCHASES.stream().mapToLong(Purchase::cents).average().orElseThrow();
    assertThat(mean / 100).isCloseTo(6.25 * 15.44 / 2.74, within(1.0));
  }

  @Test
  void dearerPurchasesHaveMoreItems() {
    double expected = PURCHASES.stream().mapToDouble(p -> 1 + p.cents() / 2500.0).sum();
    long items = PURCHASES.stream().mapToLong(Purchase::quantity).sum();
    assertThat(items / expected).isCloseTo(1, within(0.01));
    assertThat(PURCHASES).filteredOn(p -> p.cents() > 20_000).allMatch(p -> p.quantity() > 1);
  }

  @Test
  void anotherSeedGivesOtherPurchases() {
    PurchaseSimulator other = new PurchaseSimulator(new PurchaseSettings(CUSTOMERS, 546, 1));
    assertThat(other.habits(0)).isNotEqualTo(SIMULATOR.habits(0));
    assertThat(other.purchases(0)).isNotEqualTo(SIMULATOR.purchases(0));
  }
}
