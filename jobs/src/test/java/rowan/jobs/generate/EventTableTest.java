package rowan.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class EventTableTest {

  private static final EventTable<Payment> PAYMENTS =
      new PaymentTable(new PaymentSettings(1000, 1000, 60, 0));
  private static final EventTable<Purchase> PURCHASES =
      new PurchaseTable(new PurchaseSettings(5000, 546, 0));

  private static <E> List<E> events(EventTable<E> table) {
    LongFunction<List<E>> simulator = table.simulator();
    List<E> events = new ArrayList<>();
    for (long customer = 0; customer < table.customers(); customer++) {
      events.addAll(simulator.apply(customer));
    }
    return events;
  }

  /** The values that put an event in order. */
  private static <E> List<Object> order(EventTable<E> table, E event, int columns) {
    Object[] values = table.values(event);
    return table.order().stream()
        .limit(columns)
        .map(name -> values[table.travelling().fieldIndex(name)])
        .toList();
  }

  private static <E> void assertOrderIsTotal(EventTable<E> table) {
    int columns = table.order().size();
    List<E> events = events(table);
    Set<List<Object>> distinct = new HashSet<>();
    Set<List<Object>> distinctWithoutTheLast = new HashSet<>();
    for (E event : events) {
      distinct.add(order(table, event, columns));
      distinctWithoutTheLast.add(order(table, event, columns - 1));
    }
    assertThat(distinct).hasSameSizeAs(events);
    assertThat(distinctWithoutTheLast).hasSizeLessThan(events.size());
  }

  @Test
  void noTwoEventsAreEqualInOrder() {
    assertOrderIsTotal(PAYMENTS);
    assertOrderIsTotal(PURCHASES);
  }

  @Test
  void slotsFollowTime() {
    assertThat(PAYMENTS.slots()).isEqualTo(60 * 24);
    assertThat(PAYMENTS.slot(new Payment(0, 1, 0, 0, 0, 0, false))).isEqualTo(0);
    assertThat(PAYMENTS.slot(new Payment(0, 3599, 0, 0, 0, 0, false))).isEqualTo(0);
    assertThat(PAYMENTS.slot(new Payment(0, 3600, 0, 0, 0, 0, false))).isEqualTo(1);
    assertThat(PAYMENTS.slot(new Payment(59, 86_399, 0, 0, 0, 0, false))).isEqualTo(1439);
    assertThat(PURCHASES.slots()).isEqualTo(546);
    assertThat(PURCHASES.slot(new Purchase(545, 0, 0, 1, 0))).isEqualTo(545);
  }

  @Test
  void theExpectedNumberOfEventsIsAboutRight() {
    assertThat(PAYMENTS.expectedEvents() / (double) events(PAYMENTS).size()).isBetween(0.5, 2.0);
    assertThat(PURCHASES.expectedEvents() / (double) events(PURCHASES).size()).isBetween(0.5, 2.0);
  }
}
