package rowan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static rowan.Golden.assertGolden;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.aggregate.Bounds;
import rowan.feature.AvailableAt;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Lookup;
import rowan.feature.Named;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Where;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.graph.TinyOperators.Count;
import rowan.graph.TinyOperators.Total;

/** Plans of aggregates and lookups: which events, by which key, in which order. */
public class AggregatePlanTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      @Named("cust") long customerId,
      int terminalId,
      long cents,
      String country) {}

  @Source("transfers")
  public record Transfer(@EventTime Instant sentAt, long senderId, long receiverId, long cents) {}

  @Source("customers")
  public record Customer(@RowKey long customerId, int age, String region) {}

  @Source("terminals")
  public record Terminal(@RowKey long terminalId, @EventTime Instant since, long shopId) {}

  @Source("refunds")
  public record Refund(
      @RowKey long refundId,
      @EventTime Instant refundedAt,
      @AvailableAt Instant loadedAt,
      long customerId,
      long cents) {}

  @Features(of = Payment.class)
  @Over(by = "customerId", window = "7d", bounds = Bounds.UP_TO)
  public abstract static class PaymentHistory {
    @Input
    abstract double rate();

    public static long euros(long cents, double rate) {
      return (long) (cents * rate);
    }

    public static boolean abroad(String country) {
      return !country.isEmpty();
    }

    @Count
    abstract long paid();

    @Total
    abstract long spent(long euros);

    @Count
    @Over(by = "terminalId")
    abstract long atTerminal(@Where boolean abroad);

    @Count
    @Over(by = "euros")
    abstract long sameAmount();

    @Label
    @Total
    @Over(by = "customerId", ahead = "30d")
    abstract long toSpend(long cents);

    @Lookup
    abstract Terminal terminal(int terminalId);

    @Count
    @Over(by = "country", on = "terminalShopId")
    abstract long oddKey();
  }

  @Features(of = Transfer.class)
  @Over(by = "receiverId", on = "senderId")
  public abstract static class TransferHistory {
    public static long twice(long cents) {
      return 2 * cents;
    }

    @Total
    abstract long received(long twice);

    @Count
    @Over(by = "senderId")
    abstract long sent();

    @Count
    @Over(by = "senderId", on = "customerId", window = "1d")
    abstract long sentByCustomer();

    @Count
    @Over(by = "receiverId", on = "customerId", window = "1d")
    abstract long receivedByCustomer();
  }

  @Features(of = Refund.class)
  @Over(by = "customerId")
  public abstract static class RefundHistory {
    @Count
    abstract long refunds();
  }

  @Features(
      of = Payment.class,
      uses = {PaymentHistory.class, TransferHistory.class, RefundHistory.class})
  public abstract static class PaymentFeatures {
    public static double share(long euros, long spent) {
      return euros / (double) spent;
    }

    public static long favourite(long paid7d) {
      return paid7d;
    }

    @Lookup
    abstract Customer friend(long favourite);

    public static int ageOfFriend(int friendAge) {
      return friendAge;
    }

    public static double perTransfer(long spent7d, long sentByCustomer1d) {
      return spent7d / (double) sentByCustomer1d;
    }

    public static long seconds(@EventTime Instant now) {
      return now.getEpochSecond();
    }
  }

  @Features(of = Customer.class, uses = PaymentHistory.class)
  public abstract static class CustomerFeatures {
    public static double spentPerYear(long spent7d, int age) {
      return spent7d / (double) age;
    }
  }

  private static final Graph GRAPH =
      Graph.of(PaymentFeatures.class, CustomerFeatures.class, TransferHistory.class);

  private static final Instant MAY = Instant.parse("2024-05-01T00:00:00Z");

  private static Step.Aggregates pass(Plan plan) {
    return plan.compute().stream()
        .filter(Step.Aggregates.class::isInstance)
        .map(Step.Aggregates.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  private static List<String> columns(Plan plan) {
    return names(plan.scan().orElseThrow().columns());
  }

  private static List<String> kinds(Plan plan) {
    return plan.compute().stream().map(step -> step.getClass().getSimpleName()).toList();
  }

  // ---- events

  @Test
  void rowsOfTheSpine_areThemselvesTheEvents_andWhatTheseNeedIsComputedBefore() {
    Plan plan = Plan.of(GRAPH, "spent_7d", "paid_7d");
    Events events = pass(plan).events().get(0);

    assertThat(plan.spine()).map(SourceTable::table).contains("payments");
    assertThat(columns(plan)).containsExactly("payments.cust", "payments.cents");
    assertThat(kinds(plan)).containsExactly("RowFeatures", "Aggregates");
    assertThat(names(pass(plan).on())).containsExactly("payments.cust");
    assertThat(pass(plan).events()).hasSize(1);
    assertThat(events.spine()).isTrue();
    assertThat(events.rowFeatures()).isEmpty();
    assertThat(names(events.by())).containsExactly("payments.cust");
    assertThat(names(events.aggregates())).containsExactly("paid_7d", "spent_7d");
    assertThat(names(plan.supply().nodes())).containsExactly("rate");
  }

  @Test
  void rowsGroupedByAFeature_areTheirOwnEventsToo() {
    Plan plan = Plan.of(GRAPH, "same_amount");

    assertThat(kinds(plan)).containsExactly("RowFeatures", "Aggregates");
    assertThat(names(pass(plan).on())).containsExactly("euros");
    assertThat(pass(plan).events().get(0).spine()).isTrue();
  }

  @Test
  void eventsOfAnotherSource_areReadAndComputedOnTheirOwn() {
    Plan plan = Plan.of(GRAPH, Request.of("spent_per_year").asOf(MAY));
    Events events = pass(plan).events().get(0);

    assertThat(plan.spine()).map(SourceTable::table).contains("customers");
    assertThat(plan.asOf()).contains(MAY);
    assertThat(columns(plan)).containsExactly("customers.customer_id", "customers.age");
    assertThat(kinds(plan)).containsExactly("Aggregates", "RowFeatures");
    assertThat(names(pass(plan).on())).containsExactly("customers.customer_id");
    assertThat(events.source().table()).isEqualTo("payments");
    assertThat(events.spine()).isFalse();
    assertThat(names(events.by())).containsExactly("payments.cust");
    assertThat(names(events.columns())).containsExactly("payments.cust", "payments.cents");
    assertThat(events.rowFeatures())
        .extracting(level -> names(level.nodes()))
        .containsExactly(List.of("euros"));
    assertThat(names(plan.supply().nodes())).containsExactly("rate");
  }

  @Test
  void rowsThatAskAtOneTime_areNotTheirOwnEvents() {
    Plan plan = Plan.of(GRAPH, Request.of("spent_7d").asOf(MAY));

    assertThat(pass(plan).events().get(0).spine()).isFalse();
    assertThat(columns(plan)).containsExactly("payments.cust");
  }

  @Test
  void rowsThatAreAvailableLater_areNotTheirOwnEvents() {
    Plan plan = Plan.of(GRAPH, "refunds");

    assertThat(plan.spine()).map(SourceTable::table).contains("refunds");
    assertThat(pass(plan).events().get(0).spine()).isFalse();
  }

  @Test
  void rowsWithAnotherKeyThanTheEvents_areNotTheirOwnEvents() {
    Step.Aggregates pass = pass(Plan.of(GRAPH, "received", "sent"));

    assertThat(names(pass.on())).containsExactly("transfers.sender_id");
    assertThat(pass.events()).extracting(Events::spine).containsExactly(true, false);
    assertThat(pass.events())
        .extracting(events -> names(events.by()))
        .containsExactly(List.of("transfers.sender_id"), List.of("transfers.receiver_id"));
    assertThat(names(pass.events().get(0).aggregates())).containsExactly("sent");
    assertThat(pass.events().get(1).rowFeatures()).hasSize(1);
  }

  @Test
  void aggregatesWithOneKey_shareOnePass_inOrderOfTheSources() {
    Plan plan =
        Plan.of(GRAPH, Request.of("refunds", "sent_by_customer_1d", "paid_7d").spine("payments"));

    assertThat(kinds(plan)).containsExactly("Aggregates");
    assertThat(pass(plan).events())
        .extracting(events -> events.source().table())
        .containsExactly("payments", "transfers", "refunds");
  }

  @Test
  void aggregatesWithOtherKeys_areOtherPasses() {
    Plan plan = Plan.of(GRAPH, "paid_7d", "at_terminal");

    assertThat(kinds(plan)).containsExactly("RowFeatures", "Aggregates", "Aggregates");
    assertThat(columns(plan))
        .containsExactly("payments.cust", "payments.terminal_id", "payments.country");
  }

  @Test
  void label_isPlannedAsAnyAggregate() {
    assertThat(names(pass(Plan.of(GRAPH, "to_spend_30d")).events().get(0).aggregates()))
        .containsExactly("to_spend_30d");
  }

  // ---- lookups

  @Test
  void lookup_readsAllColumnsOfItsSource_byItsRowKey() {
    Step.Aggregates pass = pass(Plan.of(GRAPH, "terminal_shop_id", "at_terminal"));
    Events terminals = pass.events().get(1);

    assertThat(names(pass.on())).containsExactly("payments.terminal_id");
    assertThat(names(pass.events().get(0).aggregates())).containsExactly("at_terminal");
    assertThat(terminals.source().table()).isEqualTo("terminals");
    assertThat(names(terminals.by())).containsExactly("terminals.terminal_id");
    assertThat(names(terminals.columns()))
        .containsExactly("terminals.terminal_id", "terminals.since", "terminals.shop_id");
    assertThat(names(terminals.lookups())).containsExactly("terminal");
    assertThat(terminals.aggregates()).isEmpty();
  }

  @Test
  void keyThatIsComputed_waitsForWhatItDependsOn() {
    Plan plan = Plan.of(GRAPH, "age_of_friend");

    assertThat(kinds(plan))
        .containsExactly("Aggregates", "RowFeatures", "Aggregates", "RowFeatures", "RowFeatures");
    assertThat(names(((Step.Aggregates) plan.compute().get(2)).on())).containsExactly("favourite");
    assertThat(columns(plan)).containsExactly("payments.cust");
  }

  // ---- as-of times

  @Test
  void asOfNode_isThatOfTheSpine_whenAFeatureReadsIt() {
    assertThat(Plan.of(GRAPH, "seconds").asOfNode()).map(Node::name).contains("payments as of");
    assertThat(Plan.of(GRAPH, "paid_7d").asOfNode()).isEmpty();
  }

  @Test
  void asOfTime_ofTheRequest_takesThePlaceOfTheEventTime() {
    assertThat(columns(Plan.of(GRAPH, "seconds"))).containsExactly("payments.paid_at");
    assertThat(columns(Plan.of(GRAPH, Request.of("seconds").asOf(MAY)))).isEmpty();
  }

  // ---- the spine

  @ParameterizedTest
  @CsvSource({
    "paid_7d, payments",
    "share_7d, payments",
    "per_transfer, payments",
    "refunds, refunds",
    "customers.age, customers",
    "terminal_since, payments",
  })
  void spine_isTheSourceOfWhatIsWanted(String feature, String spine) {
    assertThat(Plan.of(GRAPH, feature).spine()).map(SourceTable::table).contains(spine);
  }

  @Test
  void spine_asNamed_isScannedWhateverIsWanted() {
    Plan plan = Plan.of(GRAPH, Request.of("paid_7d", "per_transfer").spine("Customers").asOf(MAY));

    assertThat(plan.spine()).map(SourceTable::table).contains("customers");
    assertThat(columns(plan)).containsExactly("customers.customer_id");
    assertThat(names(plan.select().identity())).containsExactly("customers.customer_id");
  }

  // ---- serving

  @ParameterizedTest
  @CsvSource({
    "spent_7d, PT0S",
    "known_frauds, PT0S", // it waits
    "to_spend_30d, P31D",
    "bought, P31D",
    "by_fraud, P7D", // its key is known late
    "fraud, P7D",
  })
  void knownAfter_isThatOfLabelsAndLateColumnsAndKeys(String feature, Duration expected) {
    Plan plan = Plan.of(Graph.of(Lates.class), feature);

    assertThat(plan.knownAfter().get(plan.features().get(0).name())).isEqualTo(expected);
  }

  @Test
  void knownAfter_isThatBehindOverrides() {
    Plan plan = Plan.of(Graph.of(Lates.class), Request.of("by_fraud").overriding("fraud"));

    assertThat(plan.knownAfter()).containsEntry("by_fraud", Duration.ZERO);
  }

  // ---- overrides

  @Test
  void override_ofAnAggregate_cutsItOff() {
    Plan plan = Plan.of(GRAPH, Request.of("share_7d").overriding("spent_7d"));

    assertThat(kinds(plan)).containsExactly("RowFeatures", "RowFeatures");
    assertThat(columns(plan)).containsExactly("payments.cents");
    assertThat(names(plan.supply().nodes())).containsExactlyInAnyOrder("rate", "spent_7d");
  }

  @Test
  void override_ofWhatEventsHold_cutsThereToo() {
    Request request = Request.of("spent_per_year").asOf(MAY).overriding("euros");
    Events events = pass(Plan.of(GRAPH, request)).events().get(0);

    assertThat(names(events.columns())).containsExactly("payments.cust");
    assertThat(events.rowFeatures()).isEmpty();
    assertThat(names(Plan.of(GRAPH, request).supply().nodes())).containsExactly("euros");
  }

  // ---- faults

  private static void assertRefused(Request request, String problems) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Plan.of(GRAPH, request))
        .satisfies(
            e ->
                assertThat(String.join("\n", e.problems().stream().map(Object::toString).toList()))
                    .isEqualTo(problems.replace("$.", "rowan.plan.AggregatePlanTest.").strip()));
  }

  @Test
  void key_thatTheSpineLacks_isToldForEachFeature() {
    assertRefused(
        Request.of("received", "paid_7d", "sent_by_customer_1d").spine("terminals"),
        """
        [unknown-key] $.TransferHistory.received(long twice)
           Rows of "terminals" have no column or feature "senderId" to find their events by; name theirs in @Over(on = ...), or ask for the rows of another source.
        [unknown-key] $.PaymentHistory.paid()
           Rows of "terminals" have no column or feature "customerId" to find their events by; name theirs in @Over(on = ...), or ask for the rows of another source.
        [unknown-key] $.TransferHistory.sentByCustomer()
           Rows of "terminals" have no column or feature "customerId" to find their events by; name theirs in @Over(on = ...), or ask for the rows of another source.
        """);
  }

  @Features(of = Payment.class)
  public abstract static class Misspelled {
    @Count
    @Over(
        by = "customerId",
        on = "custmerId",
        window = {"1d", "7d"})
    abstract long paid();
  }

  @Test
  void key_misspelled_isToldOnce_withNearMisses() {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Plan.of(Graph.of(Misspelled.class), "paid_1d", "paid_7d"))
        .withMessage(
            """
            Cannot plan features of Misspelled: 1 problem
            1. [unknown-key] rowan.plan.AggregatePlanTest.Misspelled.paid()
               Rows of "payments" have no column or feature "custmerId" to find their events by; name theirs in @Over(on = ...), or ask for the rows of another source.
               Did you mean: customerId, cust?\
            """);
  }

  @Test
  void key_ofAnotherType_isTold() {
    assertRefused(
        Request.of("odd_key"),
        """
        [key-type] $.PaymentHistory.oddKey()
           The key "terminal_shop_id" of the asking row is a long, but that of the events, "payments.country", is a String; compute one of the same type.
        """);
  }

  @Test
  void rowsWithoutTime_askAtTheTimeOfTheRequest_orNotAtAll() {
    assertRefused(
        Request.of("spent_per_year"),
        """
        [no-as-of] request
           Rows of "customers" have no event time to ask at; give the request an as-of time.
        """);
  }

  @Test
  void aggregatesOfSeveralSources_doNotSayWhoAsks() {
    assertRefused(
        Request.of("paid_7d", "refunds"),
        """
        [which-spine] request
           The features know of different sources (payments, refunds) and do not say whose rows to compute them for; name a source as the spine.
        """);
  }

  @Test
  void spine_unknown_isToldWithNearMisses() {
    assertRefused(
        Request.of("paid_7d").spine("custmers"),
        """
        [unknown-source] "custmers"
           No source of PaymentFeatures, CustomerFeatures, TransferHistory, PaymentHistory, RefundHistory has this name.
           Did you mean: customers?
        """);
  }

  @Test
  void spine_thatRowFeaturesDoNotDescribe_isTold() {
    assertRefused(
        Request.of("paid_7d", "share_7d", "spent_per_year", "per_transfer").spine("customers"),
        """
        [several-sources] request
           The spine is "customers", but some features describe rows of other sources; leave them out: payments (share_7d).
        """);
  }

  @Features
  public abstract static class WithoutRows {
    @Input
    abstract long id();

    @Lookup
    abstract Customer customer(long id);
  }

  @Test
  void lookupByAnInput_needsASpineAllTheSame() {
    Graph graph = Graph.of(WithoutRows.class);

    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Plan.of(graph, "customer"))
        .withMessage(
            """
            Cannot plan features of WithoutRows: 1 problem
            1. [which-spine] request
               Nothing says whose rows to compute the features for; name a source as the spine.\
            """);
    assertThat(kinds(Plan.of(graph, Request.of("customer").spine("customers"))))
        .containsExactly("Aggregates");
  }

  @Features(of = Payment.class)
  @Over(by = "customerId")
  public abstract static class Regulars {
    @Count
    abstract long age();

    public static long older(long age) {
      return age + 1;
    }
  }

  @Features(of = Customer.class)
  public abstract static class Ages {
    public static int nextAge(int age) {
      return age + 1;
    }
  }

  /** No class of customers uses the other, so only the plan brings the two names together. */
  @Test
  void feature_calledAsAColumnOfTheRowsThatAsk_isTold() {
    Graph graph = Graph.of(Regulars.class, Ages.class);

    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(
            () -> Plan.of(graph, Request.of("older", "next_age").spine("customers").asOf(MAY)))
        .withMessage(
            """
            Cannot plan features of Regulars, Ages: 1 problem
            1. [duplicate-name] rowan.plan.AggregatePlanTest.Regulars.age()
               "age" is also a column of the rows that ask, "customers.age"; rename one of them, or name another source as the spine.\
            """);
    assertThat(Plan.of(graph, Request.of("older").spine("payments")).features()).hasSize(1);
  }

  @Source("judged")
  public record Judged(
      @RowKey long id, @EventTime Instant at, @KnownAfter("7d") boolean fraud, long cents) {}

  @Features(of = Judged.class)
  public abstract static class Lates {
    @Total
    @Over(by = "id")
    abstract long spent7d(long cents);

    @Count
    @Over(by = "id", delay = "7d")
    abstract long knownFrauds(@Where boolean fraud);

    @Count
    @Over(by = "fraud", delay = "7d")
    abstract long byFraud();

    @Label
    @Total
    @Over(by = "id", ahead = "30d", delay = "1d")
    abstract long toSpend(long cents);

    public static boolean bought(long toSpend30d) {
      return toSpend30d > 0;
    }
  }

  @Features(of = Payment.class)
  public abstract static class RoundAbout {
    @Count
    @Over(by = "customerId", on = "next")
    abstract long counted();

    public static long next(long counted) {
      return counted;
    }
  }

  @Test
  void key_thatWaitsForItsOwnAggregate_isTold() {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> Plan.of(Graph.of(RoundAbout.class), "counted"))
        .withMessage(
            """
            Cannot plan features of RoundAbout: 1 problem
            1. [cycle] rowan.plan.AggregatePlanTest.RoundAbout.counted()
               The asking row's key (next) depends on "counted" itself, or on a feature that waits for it; name another key.\
            """);
  }

  // ---- printed

  @Test
  void plan_ofAggregates_asText_isAsBefore() {
    Request request =
        Request.of(
                "share_7d",
                "age_of_friend",
                "terminal_shop_id",
                "refunds",
                "received_by_customer_1d")
            .spine("payments");

    assertGolden(Plan.of(GRAPH, request).toString(), "plan-aggregates.txt");
  }

  @Test
  void plan_asOfATime_asText_isAsBefore() {
    assertThat(Plan.of(GRAPH, Request.of("spent_per_year").asOf(MAY)))
        .hasToString(
            """
            scan customers: customer_id, age
            as of 2024-05-01T00:00:00Z
            supply: rate double (required)
            aggregates by customers.customer_id:
              of payments by payments.cust: cust, cents
                first long euros = rowan.plan.AggregatePlanTest.PaymentHistory.euros(payments.cents, rate)
                long spent_7d = Total[above=0](euros) over (t-7d, t] of payments by payments.cust
            row features:
              double spent_per_year = rowan.plan.AggregatePlanTest.CustomerFeatures.spentPerYear(spent_7d, customers.age)
            select: customer_id | spent_per_year
            """);
  }
}
