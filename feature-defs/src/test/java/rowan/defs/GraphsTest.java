package rowan.defs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.graph.Argument;
import rowan.graph.Graph;
import rowan.graph.Node;

/** The graphs that commands know by name. What they compute is tested feature by feature. */
class GraphsTest {

  @Test
  void resourceNamesTheGraphs() throws IOException {
    assertThat(graphs())
        .containsOnly(
            Map.entry("fraud", "rowan.defs.fraud.TransactionFeatures"),
            Map.entry("ltv", "rowan.defs.ltv.PurchaseFeatures"));
  }

  @Test
  void fraudGraph() throws Exception {
    assertThat(text(graph("fraud")))
        .isEqualTo(
            """
            long transactions.transaction_id (column)
            Instant transactions.tx_datetime (column)
            long transactions.customer_id (column)
            long transactions.terminal_id (column)
            double transactions.tx_amount (column)
            @Nullable int transactions.tx_fraud (column)
            double high_amount_threshold (input)
            double test_charge_limit (input)
            boolean during_night <- transactions.tx_datetime
            boolean during_weekend <- transactions.tx_datetime
            int minutes_since_midnight <- transactions.tx_datetime
            LocalDate tx_date <- transactions.tx_datetime
            AmountBand amount_band <- transactions.tx_amount
            long amount_in_cents <- transactions.tx_amount
            double amount_log <- transactions.tx_amount
            boolean high_amount <- transactions.tx_amount, high_amount_threshold
            double share_of_threshold <- transactions.tx_amount, high_amount_threshold
            boolean test_charge <- transactions.tx_amount, test_charge_limit
            boolean during_weekend_night <- during_weekend, during_night
            int hour_of_day <- minutes_since_midnight
            Cycle time_of_day <- minutes_since_midnight
            int day_of_month <- tx_date
            int day_of_week <- tx_date
            boolean month_end <- tx_date
            int cents_part <- amount_in_cents
            boolean round_amount <- amount_in_cents
            boolean just_under_threshold <- share_of_threshold
            DayPart day_part <- hour_of_day
            boolean during_office_hours <- during_weekend, hour_of_day
            double time_of_day_sin <- time_of_day
            double time_of_day_cos <- time_of_day
            Cycle time_of_week <- day_of_week, minutes_since_midnight
            int warning_signs <- during_night, high_amount, just_under_threshold, round_amount, test_charge
            String amount_band_and_day_part <- amount_band, day_part
            double time_of_week_sin <- time_of_week
            double time_of_week_cos <- time_of_week
            """);
  }

  @Test
  void ltvGraph() throws Exception {
    assertThat(text(graph("ltv")))
        .isEqualTo(
            """
            long purchases.purchase_id (column)
            long purchases.customer_id (column)
            LocalDate purchases.purchase_date (column)
            int purchases.quantity (column)
            double purchases.amount (column)
            int bulk_quantity (input)
            LocalDate launch_date (input)
            int day_of_week <- purchases.purchase_date
            int month <- purchases.purchase_date
            String purchase_month <- purchases.purchase_date
            double amount_log <- purchases.amount
            boolean free_purchase <- purchases.amount
            @Nullable double unit_price <- purchases.amount, purchases.quantity
            boolean bulk_purchase <- purchases.quantity, bulk_quantity
            long days_since_launch <- purchases.purchase_date, launch_date
            boolean weekend_purchase <- day_of_week
            boolean holiday_season <- month
            int quarter <- month
            @Nullable PriceTier price_tier <- unit_price
            OrderSize order_size <- purchases.quantity, bulk_purchase
            long weeks_since_launch <- days_since_launch
            boolean holiday_bulk <- holiday_season, bulk_purchase
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraud", "ltv"})
  void everyNodeIsDocumented(String name) throws Exception {
    assertThat(graph(name).nodes())
        .allSatisfy(node -> assertThat(node.doc()).as(node.name()).isNotEmpty());
  }

  /** It is known only a week later, and nothing that is served may wait for it. */
  @Test
  void noFeatureReadsTheFraudLabel() throws Exception {
    assertThat(graph("fraud").downstreamOf("tx_fraud"))
        .extracting(Node::name)
        .containsExactly("transactions.tx_fraud");
  }

  /** One line a node, without the documentation: that may be reworded at will. */
  private static String text(Graph graph) {
    return graph.nodes().stream()
        .map(node -> type(node) + " " + node.name() + arguments(node) + "\n")
        .collect(Collectors.joining());
  }

  private static String type(Node node) {
    return (node.nullable() ? "@Nullable " : "") + node.type();
  }

  private static String arguments(Node node) {
    return node.isFeature()
        ? node.arguments().stream()
            .map(Argument::node)
            .collect(Collectors.joining(", ", " <- ", ""))
        : " (" + node.definition().kind() + ")";
  }

  private static Graph graph(String name) throws Exception {
    return Graph.of(Class.forName(graphs().getProperty(name)));
  }

  private static Properties graphs() throws IOException {
    Properties graphs = new Properties();
    try (InputStream resource =
        GraphsTest.class.getResourceAsStream("/META-INF/rowan/graphs.properties")) {
      graphs.load(resource);
    }
    return graphs;
  }
}
