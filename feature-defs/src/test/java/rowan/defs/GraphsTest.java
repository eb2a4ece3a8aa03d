package rowan.defs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;

/** The graphs that commands know by name. What they compute is tested feature by feature. */
class GraphsTest {

  @Test
  void resourceNamesTheGraphs() throws IOException {
    assertThat(graphs())
        .containsOnly(
            Map.entry("fraud", "rowan.defs.fraud.FraudModel"),
            Map.entry("ltv", "rowan.defs.ltv.CustomerModel"));
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
            Model fraud_model (input)
            Model published_model (input)
            double usual_fraud_rate (input)
            double high_amount_threshold (input)
            double test_charge_limit (input)
            boolean during_night <- transactions.tx_datetime
            boolean during_weekend <- transactions.tx_datetime
            int minutes_since_midnight <- transactions.tx_datetime
            LocalDate tx_date <- transactions.tx_datetime
            long customer_tx_count_1d <- Count() over (t-1d, t] of transactions by transactions.customer_id
            long customer_tx_count_7d <- Count() over (t-7d, t] of transactions by transactions.customer_id
            long customer_tx_count_30d <- Count() over (t-30d, t] of transactions by transactions.customer_id
            long customer_velocity_10m <- Count() over (t-10m, t] of transactions by transactions.customer_id
            long customer_velocity_1h <- Count() over (t-1h, t] of transactions by transactions.customer_id
            @Nullable double customer_exp_tx_count <- ExpCount[halfLife="1d"]() over [beginning, t) of transactions by transactions.customer_id
            @Nullable Instant customer_first_payment <- First(transactions.tx_datetime) over [beginning, t) of transactions by transactions.customer_id
            long customer_past_payments <- Count() over [beginning, t) of transactions by transactions.customer_id
            @Nullable double customer_seconds_since_last <- TimeSinceLast[unit=Seconds]() over [beginning, t) of transactions by transactions.customer_id
            long customer_velocity_terminals_10m <- CountDistinct(transactions.terminal_id) over (t-10m, t] of transactions by transactions.customer_id
            long customer_velocity_terminals_1h <- CountDistinct(transactions.terminal_id) over (t-1h, t] of transactions by transactions.customer_id
            @Nullable double customer_terminal_entropy_7d <- Entropy(transactions.terminal_id) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_terminal_entropy_30d <- Entropy(transactions.terminal_id) over [t-30d, t) of transactions by transactions.customer_id
            long customer_terminals_7d <- CountDistinct(transactions.terminal_id) over [t-7d, t) of transactions by transactions.customer_id
            long customer_terminals_30d <- CountDistinct(transactions.terminal_id) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable long customer_usual_terminal_7d <- MostFrequent(transactions.terminal_id) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable long customer_usual_terminal_30d <- MostFrequent(transactions.terminal_id) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable long customer_last_terminal <- Last(transactions.terminal_id) over [beginning, t) of transactions by transactions.customer_id
            @Nullable double customer_days_since_visit <- TimeSinceLast[unit=Days]() over [beginning, t) of transactions by transactions.customer_id, transactions.terminal_id
            long customer_terminal_visits <- Count() over [beginning, t) of transactions by transactions.customer_id, transactions.terminal_id
            long terminal_tx_count_1d <- Count() over (t-7d-1d, t-7d] of transactions by transactions.terminal_id
            long terminal_tx_count_7d <- Count() over (t-7d-7d, t-7d] of transactions by transactions.terminal_id
            long terminal_tx_count_30d <- Count() over (t-7d-30d, t-7d] of transactions by transactions.terminal_id
            long terminal_customers_1d <- CountDistinct(transactions.customer_id) over [t-1d, t) of transactions by transactions.terminal_id
            long terminal_customers_7d <- CountDistinct(transactions.customer_id) over [t-7d, t) of transactions by transactions.terminal_id
            long terminal_payments_1d <- Count() over [t-1d, t) of transactions by transactions.terminal_id
            long terminal_payments_7d <- Count() over [t-7d, t) of transactions by transactions.terminal_id
            @Nullable double terminal_seconds_since_last <- TimeSinceLast[unit=Seconds]() over [beginning, t) of transactions by transactions.terminal_id
            AmountBand amount_band <- transactions.tx_amount
            long amount_in_cents <- transactions.tx_amount
            double amount_log <- transactions.tx_amount
            @Nullable double customer_avg_amount_1d <- Mean(transactions.tx_amount) over (t-1d, t] of transactions by transactions.customer_id
            @Nullable double customer_avg_amount_7d <- Mean(transactions.tx_amount) over (t-7d, t] of transactions by transactions.customer_id
            @Nullable double customer_avg_amount_30d <- Mean(transactions.tx_amount) over (t-30d, t] of transactions by transactions.customer_id
            double customer_velocity_amount_10m <- Sum(transactions.tx_amount) over (t-10m, t] of transactions by transactions.customer_id
            double customer_velocity_amount_1h <- Sum(transactions.tx_amount) over (t-1h, t] of transactions by transactions.customer_id
            @Nullable double customer_amount_trend_7d <- Trend[unit=Days](transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_amount_trend_30d <- Trend[unit=Days](transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_high_7d <- Quantile[0.9](transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_high_30d <- Quantile[0.9](transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_max_7d <- Max(transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_max_30d <- Max(transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_mean_7d <- Mean(transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_mean_30d <- Mean(transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_median_7d <- Quantile[0.5](transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_median_30d <- Quantile[0.5](transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_sd_7d <- StdDev[sample=false](transactions.tx_amount) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_past_sd_30d <- StdDev[sample=false](transactions.tx_amount) over [t-30d, t) of transactions by transactions.customer_id
            @Nullable double customer_exp_mean_amount <- ExpMean[halfLife="7d"](transactions.tx_amount) over [beginning, t) of transactions by transactions.customer_id
            @Nullable double customer_last_amount <- Last(transactions.tx_amount) over [beginning, t) of transactions by transactions.customer_id
            @Nullable double customer_mean_at_terminal <- Mean(transactions.tx_amount) over [beginning, t) of transactions by transactions.customer_id, transactions.terminal_id
            @Nullable double terminal_amount_sd_1d <- StdDev[sample=false](transactions.tx_amount) over [t-1d, t) of transactions by transactions.terminal_id
            @Nullable double terminal_amount_sd_7d <- StdDev[sample=false](transactions.tx_amount) over [t-7d, t) of transactions by transactions.terminal_id
            @Nullable double terminal_mean_amount_1d <- Mean(transactions.tx_amount) over [t-1d, t) of transactions by transactions.terminal_id
            @Nullable double terminal_mean_amount_7d <- Mean(transactions.tx_amount) over [t-7d, t) of transactions by transactions.terminal_id
            double terminal_risk_1d <- Mean(transactions.tx_fraud) over (t-7d-1d, t-7d] of transactions by transactions.terminal_id
            double terminal_risk_7d <- Mean(transactions.tx_fraud) over (t-7d-7d, t-7d] of transactions by transactions.terminal_id
            double terminal_risk_30d <- Mean(transactions.tx_fraud) over (t-7d-30d, t-7d] of transactions by transactions.terminal_id
            long customer_frauds_30d <- Sum(transactions.tx_fraud) over (t-7d-30d, t-7d] of transactions by transactions.customer_id
            @Nullable double terminal_latest_risk <- Mean(transactions.tx_fraud) over (beginning, t-7d] last 5 rows of transactions by transactions.terminal_id
            @Nullable boolean confirmed_fraud <- transactions.tx_fraud
            boolean high_amount <- transactions.tx_amount, high_amount_threshold
            double share_of_threshold <- transactions.tx_amount, high_amount_threshold
            boolean test_charge <- transactions.tx_amount, test_charge_limit
            @Nullable double customer_night_share_7d <- Ratio(during_night) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_night_share_30d <- Ratio(during_night) over [t-30d, t) of transactions by transactions.customer_id
            boolean during_weekend_night <- during_weekend, during_night
            @Nullable double customer_weekend_share_7d <- Ratio(during_weekend) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable double customer_weekend_share_30d <- Ratio(during_weekend) over [t-30d, t) of transactions by transactions.customer_id
            int hour_of_day <- minutes_since_midnight
            Cycle time_of_day <- minutes_since_midnight
            int day_of_month <- tx_date
            int day_of_week <- tx_date
            boolean month_end <- tx_date
            double velocity_vs_usual <- customer_velocity_1h, customer_tx_count_30d
            @Nullable double customer_tenure_days <- transactions.tx_datetime, customer_first_payment
            @Nullable boolean at_usual_terminal_7d <- transactions.terminal_id, customer_usual_terminal_7d
            @Nullable boolean at_usual_terminal_30d <- transactions.terminal_id, customer_usual_terminal_30d
            @Nullable boolean same_terminal_as_last <- transactions.terminal_id, customer_last_terminal
            boolean new_terminal <- customer_terminal_visits
            int cents_part <- amount_in_cents
            boolean round_amount <- amount_in_cents
            @Nullable boolean amount_above_usual_7d <- transactions.tx_amount, customer_past_high_7d
            @Nullable boolean amount_above_usual_30d <- transactions.tx_amount, customer_past_high_30d
            @Nullable double amount_vs_max_7d <- transactions.tx_amount, customer_past_max_7d
            @Nullable double amount_vs_max_30d <- transactions.tx_amount, customer_past_max_30d
            @Nullable double amount_vs_median_7d <- transactions.tx_amount, customer_past_median_7d
            @Nullable double amount_vs_median_30d <- transactions.tx_amount, customer_past_median_30d
            @Nullable double amount_z_score_7d <- transactions.tx_amount, customer_past_mean_7d, customer_past_sd_7d
            @Nullable double amount_z_score_30d <- transactions.tx_amount, customer_past_mean_30d, customer_past_sd_30d
            @Nullable double amount_vs_recent <- transactions.tx_amount, customer_exp_mean_amount
            @Nullable double amount_vs_last <- transactions.tx_amount, customer_last_amount
            @Nullable double amount_z_score_at_terminal_1d <- transactions.tx_amount, terminal_mean_amount_1d, terminal_amount_sd_1d
            @Nullable double amount_z_score_at_terminal_7d <- transactions.tx_amount, terminal_mean_amount_7d, terminal_amount_sd_7d
            double terminal_smoothed_risk_1d <- terminal_risk_1d, terminal_tx_count_1d, usual_fraud_rate
            double terminal_smoothed_risk_7d <- terminal_risk_7d, terminal_tx_count_7d, usual_fraud_rate
            @Nullable double[] published_inputs <- transactions.tx_amount, during_weekend, during_night, customer_tx_count_1d, customer_tx_count_7d, customer_tx_count_30d, customer_avg_amount_1d, customer_avg_amount_7d, customer_avg_amount_30d, terminal_tx_count_1d, terminal_tx_count_7d, terminal_tx_count_30d, terminal_risk_1d, terminal_risk_7d, terminal_risk_30d
            double terminal_risk_rise <- terminal_risk_1d, terminal_risk_30d
            double terminal_smoothed_risk_30d <- terminal_risk_30d, terminal_tx_count_30d, usual_fraud_rate
            @Nullable double customer_days_since_fraud <- TimeSinceLast[unit=Days]() where confirmed_fraud over (beginning, t-7d] of transactions by transactions.customer_id
            double customer_fraud_amount_30d <- Sum(transactions.tx_amount) where confirmed_fraud over (t-7d-30d, t-7d] of transactions by transactions.customer_id
            @Nullable double terminal_days_since_fraud <- TimeSinceLast[unit=Days]() where confirmed_fraud over (beginning, t-7d] of transactions by transactions.terminal_id
            @Nullable Instant terminal_first_fraud_30d <- First(transactions.tx_datetime) where confirmed_fraud over (t-7d-30d, t-7d] of transactions by transactions.terminal_id
            long customer_high_amounts_7d <- Count() where high_amount over [t-7d, t) of transactions by transactions.customer_id
            long customer_high_amounts_30d <- Count() where high_amount over [t-30d, t) of transactions by transactions.customer_id
            boolean just_under_threshold <- share_of_threshold
            long customer_test_charges_7d <- Count() where test_charge over [t-7d, t) of transactions by transactions.customer_id
            long customer_test_charges_30d <- Count() where test_charge over [t-30d, t) of transactions by transactions.customer_id
            long terminal_test_charges_1d <- Count() where test_charge over [t-1d, t) of transactions by transactions.terminal_id
            long terminal_test_charges_7d <- Count() where test_charge over [t-7d, t) of transactions by transactions.terminal_id
            DayPart day_part <- hour_of_day
            boolean during_office_hours <- during_weekend, hour_of_day
            double time_of_day_sin <- time_of_day
            double time_of_day_cos <- time_of_day
            Cycle time_of_week <- day_of_week, minutes_since_midnight
            @Nullable boolean quick_terminal_change <- same_terminal_as_last, customer_seconds_since_last
            @Nullable double published_score <- published_model, published_inputs
            @Nullable double terminal_days_since_first_fraud_30d <- transactions.tx_datetime, terminal_first_fraud_30d
            int warning_signs <- during_night, high_amount, just_under_threshold, round_amount, test_charge
            boolean high_amount_after_test <- high_amount, customer_test_charges_7d
            String amount_band_and_day_part <- amount_band, day_part
            @Nullable DayPart customer_usual_day_part_7d <- MostFrequent(day_part) over [t-7d, t) of transactions by transactions.customer_id
            @Nullable DayPart customer_usual_day_part_30d <- MostFrequent(day_part) over [t-30d, t) of transactions by transactions.customer_id
            double time_of_week_sin <- time_of_week
            double time_of_week_cos <- time_of_week
            @Nullable double[] fraud_inputs <- transactions.tx_amount, during_weekend, during_night, customer_tx_count_1d, customer_tx_count_7d, customer_tx_count_30d, customer_avg_amount_1d, customer_avg_amount_7d, customer_avg_amount_30d, terminal_tx_count_1d, terminal_tx_count_7d, terminal_tx_count_30d, terminal_risk_1d, terminal_risk_7d, terminal_risk_30d, high_amount, amount_log, customer_past_mean_30d, customer_past_sd_30d, customer_past_median_7d, customer_past_median_30d, customer_past_high_7d, customer_past_high_30d, customer_past_max_7d, customer_past_max_30d, customer_exp_mean_amount, amount_z_score_7d, amount_z_score_30d, amount_vs_max_7d, amount_vs_max_30d, amount_vs_median_7d, amount_vs_median_30d, amount_vs_recent, amount_above_usual_30d, customer_velocity_1h, customer_high_amounts_7d, customer_high_amounts_30d, customer_terminal_visits, terminal_smoothed_risk_1d, terminal_smoothed_risk_7d, terminal_smoothed_risk_30d, terminal_risk_rise, terminal_latest_risk, terminal_days_since_fraud, terminal_days_since_first_fraud_30d, customer_frauds_30d, customer_fraud_amount_30d, customer_days_since_fraud
            @Nullable boolean unusual_day_part_7d <- day_part, customer_usual_day_part_7d
            @Nullable boolean unusual_day_part_30d <- day_part, customer_usual_day_part_30d
            @Nullable double fraud_score <- fraud_model, fraud_inputs
            """);
  }

  @Test
  void ltvGraph() throws Exception {
    assertThat(text(graph("ltv")))
        .isEqualTo(
            """
            long customers.customer_id (column)
            long purchases.purchase_id (column)
            long purchases.customer_id (column)
            LocalDate purchases.purchase_date (column)
            int purchases.quantity (column)
            double purchases.amount (column)
            Model purchases_model (input)
            Model spend_model (input)
            int bulk_quantity (input)
            LocalDate launch_date (input)
            @Nullable double days_since_last_purchase <- TimeSinceLast[unit=Days]() over (beginning, t] of purchases by purchases.customer_id
            @Nullable double exp_purchase_count <- ExpCount[halfLife="90d"]() over (beginning, t] of purchases by purchases.customer_id
            long purchase_count <- Count() over (beginning, t] of purchases by purchases.customer_id
            long recent_purchases_30d <- Count() over (t-30d, t] of purchases by purchases.customer_id
            long recent_purchases_90d <- Count() over (t-90d, t] of purchases by purchases.customer_id
            long recent_purchases_180d <- Count() over (t-180d, t] of purchases by purchases.customer_id
            long recent_purchases_365d <- Count() over (t-365d, t] of purchases by purchases.customer_id
            long future_purchase_count_273d <- Count() over (t, t+273d] of purchases by purchases.customer_id
            @Nullable LocalDate first_purchase_date <- First(purchases.purchase_date) over (beginning, t] of purchases by purchases.customer_id
            @Nullable LocalDate last_purchase_date <- Last(purchases.purchase_date) over (beginning, t] of purchases by purchases.customer_id
            @Nullable List<LocalDate> latest_purchase_dates <- LastK[50](purchases.purchase_date) over (beginning, t] of purchases by purchases.customer_id
            long purchase_days <- CountDistinct(purchases.purchase_date) over (beginning, t] of purchases by purchases.customer_id
            long future_purchase_days_273d <- CountDistinct(purchases.purchase_date) over (t, t+273d] of purchases by purchases.customer_id
            int day_of_week <- purchases.purchase_date
            int month <- purchases.purchase_date
            String purchase_month <- purchases.purchase_date
            long items_bought <- Sum(purchases.quantity) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double mean_quantity <- Mean(purchases.quantity) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double amount_sd <- StdDev[sample=true](purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double amount_trend <- Trend[unit=Days](purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double exp_mean_amount <- ExpMean[halfLife="90d"](purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double first_amount <- First(purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double largest_amount <- Max(purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double last_amount <- Last(purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double mean_amount <- Mean(purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            double total_spend <- Sum(purchases.amount) over (beginning, t] of purchases by purchases.customer_id
            double recent_spend_30d <- Sum(purchases.amount) over (t-30d, t] of purchases by purchases.customer_id
            double recent_spend_90d <- Sum(purchases.amount) over (t-90d, t] of purchases by purchases.customer_id
            double recent_spend_180d <- Sum(purchases.amount) over (t-180d, t] of purchases by purchases.customer_id
            double recent_spend_365d <- Sum(purchases.amount) over (t-365d, t] of purchases by purchases.customer_id
            double future_spend_273d <- Sum(purchases.amount) over (t, t+273d] of purchases by purchases.customer_id
            double amount_log <- purchases.amount
            boolean free_purchase <- purchases.amount
            @Nullable double unit_price <- purchases.amount, purchases.quantity
            boolean bulk_purchase <- purchases.quantity, bulk_quantity
            long days_since_launch <- purchases.purchase_date, launch_date
            @Nullable double days_since_last_purchase_root <- days_since_last_purchase
            @Nullable double exp_purchase_count_root <- exp_purchase_count
            double purchase_count_root <- purchase_count
            @Nullable double share_of_purchases_30d <- recent_purchases_30d, purchase_count
            double recent_purchases_root_30d <- recent_purchases_30d
            @Nullable double share_of_purchases_90d <- recent_purchases_90d, purchase_count
            double recent_purchases_root_90d <- recent_purchases_90d
            @Nullable double share_of_purchases_180d <- recent_purchases_180d, purchase_count
            double recent_purchases_root_180d <- recent_purchases_180d
            @Nullable double share_of_purchases_365d <- recent_purchases_365d, purchase_count
            double recent_purchases_root_365d <- recent_purchases_365d
            @Nullable long active_days <- first_purchase_date, last_purchase_date
            @Nullable double days_between_purchases_sd <- latest_purchase_dates
            boolean one_time_buyer <- purchase_days
            long repeat_purchase_days <- purchase_days
            double purchase_days_root <- purchase_days
            boolean weekend_purchase <- day_of_week
            boolean holiday_season <- month
            int quarter <- month
            double items_bought_root <- items_bought
            @Nullable double amount_variation <- amount_sd, mean_amount
            @Nullable double last_amount_vs_mean <- last_amount, mean_amount
            @Nullable double mean_amount_root <- mean_amount
            double total_spend_root <- total_spend
            @Nullable double share_of_spend_30d <- recent_spend_30d, total_spend
            double recent_spend_root_30d <- recent_spend_30d
            @Nullable double share_of_spend_90d <- recent_spend_90d, total_spend
            double recent_spend_root_90d <- recent_spend_90d
            @Nullable double share_of_spend_180d <- recent_spend_180d, total_spend
            double recent_spend_root_180d <- recent_spend_180d
            @Nullable double share_of_spend_365d <- recent_spend_365d, total_spend
            double recent_spend_root_365d <- recent_spend_365d
            @Nullable double free_share <- Ratio(free_purchase) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double mean_unit_price <- Mean(unit_price) over (beginning, t] of purchases by purchases.customer_id
            @Nullable PriceTier price_tier <- unit_price
            @Nullable double bulk_share <- Ratio(bulk_purchase) over (beginning, t] of purchases by purchases.customer_id
            OrderSize order_size <- purchases.quantity, bulk_purchase
            long weeks_since_launch <- days_since_launch
            @Nullable double mean_days_between_purchases <- active_days, purchase_days
            @Nullable double tenure_days <- active_days, days_since_last_purchase
            @Nullable double active_days_root <- active_days
            @Nullable double weekend_share <- Ratio(weekend_purchase) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double holiday_season_share <- Ratio(holiday_season) over (beginning, t] of purchases by purchases.customer_id
            boolean holiday_bulk <- holiday_season, bulk_purchase
            @Nullable double price_tier_entropy <- Entropy(price_tier) over (beginning, t] of purchases by purchases.customer_id
            @Nullable PriceTier usual_price_tier <- MostFrequent(price_tier) over (beginning, t] of purchases by purchases.customer_id
            @Nullable double overdue <- days_since_last_purchase, mean_days_between_purchases
            @Nullable double mean_days_between_purchases_root <- mean_days_between_purchases
            @Nullable double purchase_rate <- purchase_days, tenure_days
            @Nullable double spend_per_day <- total_spend, tenure_days
            @Nullable double tenure_days_root <- tenure_days
            @Nullable double purchase_rate_root <- purchase_rate
            double[] customer_inputs <- purchase_days_root, purchase_count_root, exp_purchase_count_root, recent_purchases_root_30d, recent_purchases_root_90d, recent_purchases_root_180d, purchase_rate_root, mean_days_between_purchases_root, active_days_root, days_since_last_purchase_root, tenure_days_root, total_spend_root, recent_spend_root_30d, recent_spend_root_90d, recent_spend_root_180d, mean_amount_root, items_bought_root
            double expected_purchase_days <- purchases_model, customer_inputs
            double expected_spend <- spend_model, customer_inputs
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
  void fraudLabel_isReadByWindowsThatEndAWeekBefore() throws Exception {
    List<Node> readers =
        graph("fraud").nodes().stream()
            .filter(node -> dependsOn(node, "transactions.tx_fraud", "confirmed_fraud"))
            .toList();
    assertThat(readers)
        .extracting(Node::name)
        .containsExactlyInAnyOrder(
            "confirmed_fraud",
            "customer_days_since_fraud",
            "customer_fraud_amount_30d",
            "customer_frauds_30d",
            "terminal_days_since_fraud",
            "terminal_first_fraud_30d",
            "terminal_latest_risk",
            "terminal_risk_1d",
            "terminal_risk_7d",
            "terminal_risk_30d");
    assertThat(readers)
        .filteredOn(node -> !node.name().equals("confirmed_fraud"))
        .allSatisfy(node -> assertThat(node.computation()).contains("t-7d]"));
  }

  private static boolean dependsOn(Node node, String... names) {
    return node.dependencies().stream().anyMatch(Set.of(names)::contains);
  }

  /** The scorer refuses what is known late. */
  @ParameterizedTest
  @ValueSource(strings = {"fraud", "ltv"})
  void whatIsKnownAtOnce_isServed(String name) throws Exception {
    Graph graph = graph(name);
    List<String> late =
        graph.features().stream()
            .filter(node -> !node.knownAfter().isZero())
            .map(Node::name)
            .toList();
    String[] served =
        graph.features().stream()
            .map(Node::name)
            .filter(feature -> !late.contains(feature))
            .filter(feature -> !needsModel(graph, feature))
            .toArray(String[]::new);

    assertThat(Scorer.of(Plan.of(graph, served)).plan().features()).hasSize(served.length);
    assertThat(late)
        .containsExactlyInAnyOrderElementsOf(
            name.equals("fraud")
                ? List.of("confirmed_fraud")
                : List.of(
                    "future_spend_273d",
                    "future_purchase_count_273d",
                    "future_purchase_days_273d"));
  }

  private static boolean needsModel(Graph graph, String feature) {
    return graph.upstreamOf(feature).stream().anyMatch(node -> !node.type().isColumn());
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
    return node.isFeature() ? " <- " + node.computation() : " (" + node.definition().kind() + ")";
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
