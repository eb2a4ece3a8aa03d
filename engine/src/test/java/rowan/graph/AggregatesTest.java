package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static rowan.Golden.assertGolden;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;
import rowan.aggregate.WindowSpec;
import rowan.feature.AvailableAt;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Lookup;
import rowan.feature.Named;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Where;
import rowan.graph.TinyOperators.Count;
import rowan.graph.TinyOperators.Extent;
import rowan.graph.TinyOperators.Greatest;
import rowan.graph.TinyOperators.Range;
import rowan.graph.TinyOperators.Total;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** What a sound graph says of aggregates, lookups, labels and families. */
public class AggregatesTest {

  @Source("payments")
  public record Payment(
      @RowKey long paymentId,
      @EventTime Instant paidAt,
      @Named("cust") long customerId,
      long terminalId,
      long cents,
      double rate,
      @KnownAfter("7d") boolean fraud) {}

  @Source("terminals")
  public record Terminal(
      @RowKey long terminalId,
      @EventTime LocalDate since,
      @Named("land") @Nullable String country) {}

  @Source("customers")
  public record Customer(@RowKey long customerId, @AvailableAt Instant loadedAt, int age) {}

  @Features(of = Payment.class, uses = Sound.class)
  public abstract static class Ratios {
    public static double share(long cents, long spent, long paid) {
      return cents / (double) (spent + paid);
    }

    public static double shareOfWeek(long cents, long spent7d) {
      return cents / (double) spent7d;
    }

    public static double doubleShare(double share) {
      return 2 * share;
    }

    public static Range shares(double doubleShare) {
      return new Range(doubleShare, doubleShare);
    }

    public static double leastShare(double sharesLeast) {
      return sharesLeast;
    }

    public static double reach(double extentGreatest) {
      return extentGreatest;
    }

    public static boolean bought(long toSpend) {
      return toSpend > 0;
    }
  }

  @Features(of = Payment.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d"},
      bounds = Bounds.UP_TO)
  public abstract static class Sound {
    @Count
    abstract long paid();

    @Count
    @Over(by = "customerId", window = "30d", delay = "7d")
    abstract long risky(@Where boolean fraud);

    @Total(above = 100)
    abstract long spent(long cents);

    @Greatest
    @Over(by = "terminalId")
    abstract double bestRate(double rate);

    @Label
    @Total
    @Over(by = "customerId", ahead = "30d", delay = "1d")
    abstract long toSpend(long cents);

    @Label
    @Count
    @Over(by = "customerId", ahead = "30d")
    abstract long toBeRisky(@Where boolean fraud);

    @Extent
    @Over(
        by = {"customerId", "hour"},
        on = {"client", "hour"},
        window = "24h",
        hop = "1h")
    abstract Range extent(double rate);

    @Lookup
    abstract Terminal terminal(long terminalId);

    public static int countryLength(String terminalLand) {
      return terminalLand.length();
    }

    public static long hour(@EventTime Instant now) {
      return now.getEpochSecond() / 3600;
    }
  }

  private static final Graph GRAPH = Graph.of(Ratios.class);

  private static Aggregation aggregation(String node) {
    return aggregation(GRAPH.node(node));
  }

  private static Aggregation aggregation(Node node) {
    return ((Definition.Aggregate) node.definition()).aggregation();
  }

  private static List<String> arguments(String node) {
    return GRAPH.node(node).arguments().stream().map(Argument::node).toList();
  }

  // ---- aggregates

  @Test
  void aggregate_withWindows_isOneNodeForEach_namedAfterIt() {
    assertThat(GRAPH.find("spent_1d")).isPresent();
    assertThat(GRAPH.find("spent7d")).isPresent();
    assertThat(GRAPH.find("spent")).isEmpty();
    assertThat(GRAPH.find("best_rate")).isPresent();
    assertThat(aggregation("spent_7d").window())
        .isEqualTo(WindowSpec.of(Duration.ofDays(7)).within(Bounds.UP_TO));
    assertThat(aggregation("best_rate").window()).isEqualTo(WindowSpec.EVER);
  }

  @Test
  void aggregate_knowsItsEventsKeyAndOperator() {
    Node node = GRAPH.node("risky_30d");
    Aggregation aggregation = aggregation(node);

    assertThat(node.definition().kind()).isEqualTo("aggregate");
    assertThat(node.source()).contains("payments");
    assertThat(node.keys()).containsExactly("payments.cust");
    assertThat(arguments("risky_30d")).containsExactly("payments.fraud");
    assertThat(aggregation.events().table()).isEqualTo("payments");
    assertThat(aggregation.by()).containsExactly("payments.cust");
    assertThat(aggregation.on()).containsExactly("customerId");
    assertThat(aggregation.values()).isEmpty();
    assertThat(aggregation.condition()).isEqualTo(OptionalInt.of(0));
    assertThat(aggregation.aggregator()).isInstanceOf(TinyOperators.CountOfEvents.class);
    assertThat(aggregation.label()).isFalse();
  }

  @Test
  void aggregate_byAFeature_withOtherNamesForTheAskingRow() {
    Aggregation extent = aggregation("extent_24h");

    assertThat(extent.by()).containsExactly("payments.cust", "hour");
    assertThat(extent.on()).containsExactly("client", "hour");
    assertThat(extent.values()).containsExactly(0);
    assertThat(extent.window().hop()).isEqualTo(Duration.ofHours(1));
    assertThat(GRAPH.upstreamOf("extent_24h"))
        .extracting(Node::name)
        .containsExactly(
            "payments.paid_at",
            "payments.cust",
            "payments.rate",
            "payments as of",
            "hour",
            "extent_24h");
    assertThat(GRAPH.argumentsOf(GRAPH.node("extent_24h")))
        .extracting(Node::name)
        .containsExactly("payments.rate");
    assertThat(GRAPH.keysOf(GRAPH.node("extent_24h")))
        .extracting(Node::name)
        .containsExactly("payments.cust", "hour");
    assertThat(GRAPH.downstreamOf("hour"))
        .extracting(Node::name)
        .containsExactly(
            "hour", "extent_24h", "extent_least_24h", "extent_greatest_24h", "reach_24h");
  }

  @ParameterizedTest
  @CsvSource({
    "paid_1d, false", // a count of nothing is 0
    "spent_1d, true",
    "best_rate, true",
    "share_1d, true",
    "extent_least_24h, true",
    "terminal, true", // there may be no such row
    "terminal_since, true",
    "hour, false",
  })
  void nullable_whenThereMayBeNoEvent(String node, boolean nullable) {
    assertThat(GRAPH.node(node).nullable()).isEqualTo(nullable);
  }

  @ParameterizedTest
  @CsvSource({
    "risky_30d, PT0S", // it waits for what it reads
    "to_spend_30d, P31D",
    "to_be_risky_30d, P37D",
    "bought_30d, P31D",
    "spent_7d, PT0S",
  })
  void knownAfter_ofAnAggregateIsZero_andOfALabelWhenItsWindowIsOver(
      String node, Duration knownAfter) {
    assertThat(GRAPH.node(node).knownAfter()).isEqualTo(knownAfter);
  }

  @Test
  void label_isOne_andSoIsWhatIsComputedFromIt() {
    assertThat(GRAPH.nodes().stream().filter(Node::label))
        .extracting(Node::name)
        .containsExactlyInAnyOrder("to_spend_30d", "to_be_risky_30d", "bought_30d");
    assertThat(aggregation("to_spend_30d").window())
        .isEqualTo(WindowSpec.ahead(Duration.ofDays(30)).delayedBy(Duration.ofDays(1)));
    assertThat(aggregation("to_spend_30d").label()).isTrue();
  }

  @Features(of = Payment.class)
  @Over(by = "customerId")
  public abstract static class Empties {
    @Count
    abstract double counted();

    @Count
    @Empty(-1)
    abstract long minusOne();

    @Count
    @Empty(7)
    abstract double seven();

    @Total
    @Empty(0)
    abstract double totalled(long cents);

    @Total
    abstract @Nullable Long mayBeNull(long cents);
  }

  @Test
  void empty_isOfTheTypeOfTheFeature() {
    Graph graph = Graph.of(Empties.class);

    assertThat(aggregation(graph.node("counted")).empty()).isEqualTo(0.0);
    assertThat(aggregation(graph.node("minusOne")).empty()).isEqualTo(-1L);
    assertThat(aggregation(graph.node("seven")).empty()).isEqualTo(7.0);
    assertThat(aggregation(graph.node("totalled")).empty()).isEqualTo(0.0);
    assertThat(aggregation(graph.node("mayBeNull")).empty()).isNull();
    assertThat(graph.node("totalled").nullable()).isFalse();
    assertThat(graph.node("mayBeNull").nullable()).isTrue();
    assertThat(graph.node("totalled").type()).isEqualTo(Scalar.DOUBLE);
  }

  @ParameterizedTest
  @CsvSource({"0.005, 0.01", "-2, -2.00", "0, 0.00"})
  void emptyDecimal_isRoundedToItsScale(double given, BigDecimal expected) {
    assertThat(EmptyValue.of(given, new Type.Decimal(12, 2))).isEqualTo(expected);
  }

  // ---- windows as written

  @Features(of = Payment.class)
  public abstract static class Rules {
    @Total
    @Over(by = "customerId", window = "12d", rules = Convention.CHRONON)
    abstract long chronon(long cents);

    @Total
    @Over(by = "customerId", window = "12d", rules = Convention.OPENMLDB, rows = 5)
    abstract long openmldb(long cents);

    @Total
    @Over(by = "customerId", window = "12d", rules = Convention.FEATHR, delay = "1h")
    abstract long feathr(long cents);

    @Total
    @Over(by = "customerId", window = "12d", rules = Convention.PANDAS)
    abstract long pandas(long cents);

    @Total
    @Over(by = "customerId", window = "12d", rules = Convention.SPARK_RANGE)
    abstract long spark(long cents);

    @Total
    @Over(
        by = "customerId",
        window = "12d",
        bounds = Bounds.CLOSED,
        rows = 3,
        excluding = Exclusion.CURRENT_ROW)
    abstract long others(long cents);

    @Total
    @Over(by = "customerId", window = "12d", bounds = Bounds.CLOSED, ties = Ties.ALL)
    abstract long ties(long cents);

    @Total
    @Over(by = "customerId", rows = 3)
    abstract long lastThree(long cents);
  }

  @ParameterizedTest
  @CsvSource({
    "chronon_12d, '[t-12d, t) from whole 1d'",
    "openmldb_12d, '[t-12d, t] last 5 rows'",
    "feathr_12d, '(t-1h-12d, t-1h]'",
    "pandas_12d, '(t-12d, t]'",
    "spark_12d, '[t-12d, t] with all ties'",
    "others_12d, '[t-12d, t] without the row itself last 3 rows'",
    "ties_12d, '[t-12d, t] with all ties'",
    "last_three, '[beginning, t) last 3 rows'",
  })
  void window_isAsItsAuthorOrItsRulesSay(String node, String window) {
    assertThat(aggregation(Graph.of(Rules.class).node(node)).window()).hasToString(window);
  }

  // ---- families

  @Test
  void family_isTakenByItsBareName_oneFeatureForEachWindow() {
    assertThat(arguments("share_1d")).containsExactly("payments.cents", "spent_1d", "paid_1d");
    assertThat(arguments("share_7d")).containsExactly("payments.cents", "spent_7d", "paid_7d");
    assertThat(GRAPH.find("share")).isEmpty();
  }

  @Test
  void familyMember_isTakenByItsFullName_asOneFeature() {
    assertThat(arguments("share_of_week")).containsExactly("payments.cents", "spent_7d");
  }

  @Test
  void family_goesOn_throughFeaturesRecordsAndTheirParts() {
    assertThat(arguments("double_share_7d")).containsExactly("share_7d");
    assertThat(arguments("shares_7d")).containsExactly("double_share_7d");
    assertThat(arguments("shares_least_7d")).containsExactly("shares_7d");
    assertThat(arguments("least_share_7d")).containsExactly("shares_least_7d");
    assertThat(arguments("reach_24h")).containsExactly("extent_greatest_24h");
    assertThat(arguments("extent_greatest_24h")).containsExactly("extent_24h");
  }

  @Features(of = Payment.class)
  @Over(by = "customerId", window = "1d")
  public abstract static class NamedAsColumn {
    @Total
    abstract long cents(long cents);

    public static long half(long cents) {
      return cents / 2;
    }
  }

  @Test
  void family_namedAsAColumn_doesNotHideIt() {
    Graph graph = Graph.of(NamedAsColumn.class);

    assertThat(graph.node("half").arguments())
        .extracting(Argument::node)
        .containsExactly("payments.cents");
    assertThat(graph.node("cents_1d").arguments())
        .extracting(Argument::node)
        .containsExactly("payments.cents");
  }

  // ---- lookups

  @Test
  void lookup_isARecord_andSoAreItsParts() {
    Node terminal = GRAPH.node("terminal");

    assertThat(terminal.definition().kind()).isEqualTo("lookup");
    assertThat(((Definition.Lookup) terminal.definition()).table().table()).isEqualTo("terminals");
    assertThat(terminal.type()).hasToString("Terminal");
    assertThat(terminal.source()).contains("payments");
    assertThat(arguments("terminal")).containsExactly("payments.terminal_id");
    assertThat(arguments("terminal_land")).containsExactly("terminal");
    assertThat(arguments("country_length")).containsExactly("terminal_land");
    assertThat(GRAPH.sources())
        .extracting(SourceTable::table)
        .containsExactly("payments", "terminals");
  }

  @Features
  public abstract static class NoRows {
    @Lookup
    abstract Customer customer(int id);

    @rowan.feature.Input
    abstract int id();
  }

  @Test
  void lookup_byAWiderKey_withoutRows_isOfNoSource() {
    Graph graph = Graph.of(NoRows.class);

    assertThat(graph.node("customer").source()).isEmpty();
    assertThat(graph.sources().get(0).availableAt()).map(Component::name).contains("loadedAt");
    assertThat(graph.sources().get(0).eventTime()).isEmpty();
  }

  // ---- as-of times

  @Features(of = Terminal.class)
  public abstract static class OfDates {
    public static long days(@EventTime Instant now, LocalDate since) {
      return now.getEpochSecond() / 86_400 - since.toEpochDay();
    }
  }

  @Features(of = Customer.class)
  public abstract static class OfNoTime {
    public static long seconds(@EventTime Instant now) {
      return now.getEpochSecond();
    }
  }

  @Test
  void eventTimeParameter_isAnInstant_whateverTheSourceHas() {
    Node dates = Graph.of(OfDates.class).known("terminals as of");
    Node none = Graph.of(OfNoTime.class).known("customers as of");

    assertThat(dates.arguments()).extracting(Argument::node).containsExactly("terminals.since");
    assertThat(dates.type()).isEqualTo(Scalar.INSTANT);
    assertThat(none.arguments()).isEmpty();
    assertThat(none.source()).contains("customers");
  }

  // ---- sources

  @Features(uses = {Sound.class, OfCustomers.class})
  public abstract static class NoSource {
    public static double perPaymentAndYear(long spent7d, double perYear) {
      return spent7d / perYear;
    }

    public static double perPayment(long spent, long paid) {
      return spent / (double) paid;
    }
  }

  @Features(of = Customer.class, uses = Sound.class)
  public abstract static class OfCustomers {
    public static double perYear(long spent7d, int age) {
      return spent7d / (double) age;
    }

    public static double perPaymentHere(long spent7d, long paid7d) {
      return spent7d / (double) paid7d;
    }
  }

  @Test
  void source_isThatOfTheClass_orWithoutOneThatOfTheEvents() {
    Graph graph = Graph.of(NoSource.class, OfCustomers.class);

    assertThat(graph.node("per_payment_7d").source()).contains("payments");
    assertThat(graph.node("per_payment_and_year").source()).contains("customers");
    assertThat(graph.node("per_year").source()).contains("customers");
    assertThat(graph.node("per_payment_here").source()).contains("customers");
  }

  // ---- printed

  @Test
  void text_ofAggregates_isAsBefore() {
    assertGolden(GRAPH.print(GraphFormat.TEXT), "aggregates.txt");
  }

  @Test
  void json_ofAnAggregateAndALookup_isAsBefore() {
    List<Node> part =
        List.of(GRAPH.node("risky_30d"), GRAPH.node("terminal"), GRAPH.node("bought_30d"));

    assertGolden(GRAPH.print(GraphFormat.JSON, part), "aggregates.json");
  }

  @Test
  void picture_ofAnAggregate_hasItsWindow_andAnArrowFromItsKey() {
    List<Node> part = List.of(GRAPH.known("payments.cust"), GRAPH.node("spent_7d"));

    assertThat(GRAPH.print(GraphFormat.MERMAID, part))
        .isEqualTo(
            """
            ---
            title: "Ratios, Sound"
            ---
            flowchart LR
              n0(["payments.cust<br/>long"])
              n1["spent_7d<br/>long<br/>Total[above=100] over (t-7d, t]"]
              n0 --> n1
            """);
    assertThat(GRAPH.print(GraphFormat.DOT, part))
        .contains("[label=\"spent_7d\\nlong\\nTotal[above=100] over (t-7d, t]\", shape=box")
        .contains("\"payments.cust\" -> \"spent_7d\";");
  }
}
