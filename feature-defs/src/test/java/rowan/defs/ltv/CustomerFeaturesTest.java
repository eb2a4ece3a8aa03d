package rowan.defs.ltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;
import rowan.plan.Request;

/** A customer with five purchases up to 1997-09-30 and one on the day after, worked out by hand. */
class CustomerFeaturesTest {

  private static final Graph GRAPH = Graph.of(CustomerFeatures.class);
  private static final LocalDate AS_OF = LocalDate.of(1997, 9, 30);
  private static final Customer ANN = new Customer(1);
  private static final Customer NOBODY = new Customer(99);

  private static final List<Purchase> PURCHASES =
      List.of(
          purchase(1, "1997-01-02", 1, 15), // regular
          purchase(2, "1997-01-02", 2, 10), // bargain
          purchase(3, "1997-03-03", 5, 0), // free, bulk
          purchase(4, "1997-09-27", 1, 25), // premium, a Saturday
          purchase(5, "1997-09-30", 2, 30), // regular
          purchase(6, "1997-10-01", 1, 100));

  private static Purchase purchase(long id, String date, int quantity, double amount) {
    return new Purchase(id, ANN.customerId(), LocalDate.parse(date), quantity, amount);
  }

  /** What describes customers, and neither looks forward nor reads a single purchase. */
  private static List<String> served() {
    return GRAPH.features().stream()
        .filter(node -> !node.label() && !isOfPurchase(node))
        .map(Node::name)
        .toList();
  }

  private static boolean isOfPurchase(Node node) {
    return node.definedBy().startsWith(PurchaseFeatures.class.getName() + ".");
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Scores asOf(LocalDate date, Customer customer, List<Purchase> purchases) {
    Scorer scorer =
        Scorer.of(Plan.of(GRAPH, Request.of(served()).spine("customers").asOf(midnight(date))));
    purchases.forEach(scorer::observe);
    return scorer.score(customer);
  }

  private static Scores ann() {
    return asOf(AS_OF, ANN, PURCHASES);
  }

  @Test
  void times_asOfADate_includeItAndNothingLater() {
    assertThat(ann().asMap())
        .contains(
            entry("purchase_count", 5L),
            entry("purchase_days", 4L),
            entry("first_purchase_date", LocalDate.of(1997, 1, 2)),
            entry("last_purchase_date", AS_OF),
            entry("days_since_last_purchase", 0.0),
            entry(
                "latest_purchase_dates",
                PURCHASES.stream().limit(5).map(Purchase::purchaseDate).toList()),
            entry("repeat_purchase_days", 3L),
            entry("one_time_buyer", false),
            entry("active_days", 271L),
            entry("tenure_days", 271.0),
            entry("mean_days_between_purchases", 271 / 3.0),
            entry("overdue", 0.0),
            entry("purchase_rate", 4 / 272.0),
            entry("holiday_season_share", 0.0),
            entry("weekend_share", 0.2));
  }

  /** The days between are 60, 208 and 3. */
  @Test
  void timesBetweenPurchases_haveTheStandardDeviationOfAPopulation() {
    assertThat(ann().asDouble("days_between_purchases_sd"))
        .isEqualTo(StrictMath.sqrt(67_178 / 9.0));
  }

  @Test
  void amounts_asOfADate_includeItAndNothingLater() {
    Scores ann = ann();
    assertThat(ann.asMap())
        .contains(
            entry("total_spend", 80.0),
            entry("mean_amount", 16.0),
            entry("amount_sd", StrictMath.sqrt(142.5)),
            entry("largest_amount", 30.0),
            entry("first_amount", 15.0),
            entry("last_amount", 30.0),
            entry("amount_trend", 26_230 / 385_524.0),
            entry("amount_variation", StrictMath.sqrt(142.5) / 16),
            entry("last_amount_vs_mean", 1.875),
            entry("spend_per_day", 80 / 272.0));
  }

  /** They begin on 1996-11-10, 1997-02-08, 1997-05-09 and 1997-08-07. */
  @Test
  void exponentialWeights_halveWithEachNinetyDaysFromTheEpoch() {
    assertThat(ann().asMap())
        .contains(
            entry("exp_purchase_count", 2.5),
            entry("exp_mean_amount", (25 / 8.0 + 0 / 4.0 + 55) / 2.5));
  }

  @Test
  void items_asOfADate_areThoseOfAllPurchases() {
    Scores ann = ann();
    assertThat(ann.asMap())
        .contains(
            entry("items_bought", 11L),
            entry("mean_quantity", 2.2),
            entry("mean_unit_price", 12.0),
            entry("usual_price_tier", PriceTier.REGULAR),
            entry("bulk_share", 0.2),
            entry("free_share", 0.2));
    assertThat(ann.asDouble("price_tier_entropy"))
        .isEqualTo(
            0.4 * StrictMath.log(2.5) / StrictMath.log(2)
                + 0.6 * StrictMath.log(5) / StrictMath.log(2),
            within(1e-12));
  }

  @Test
  void recentPurchases_areThoseOfEachWindow() {
    assertThat(ann().asMap())
        .contains(
            entry("recent_purchases_30d", 2L),
            entry("recent_purchases_90d", 2L),
            entry("recent_purchases_180d", 2L),
            entry("recent_purchases_365d", 5L),
            entry("recent_spend_30d", 55.0),
            entry("recent_spend_90d", 55.0),
            entry("recent_spend_180d", 55.0),
            entry("recent_spend_365d", 80.0),
            entry("share_of_purchases_30d", 0.4),
            entry("share_of_purchases_90d", 0.4),
            entry("share_of_purchases_180d", 0.4),
            entry("share_of_purchases_90d", 0.4),
            entry("share_of_purchases_180d", 0.4),
            entry("share_of_purchases_365d", 1.0),
            entry("share_of_spend_30d", 55 / 80.0),
            entry("share_of_spend_90d", 55 / 80.0),
            entry("share_of_spend_180d", 55 / 80.0),
            entry("share_of_spend_90d", 55 / 80.0),
            entry("share_of_spend_180d", 55 / 80.0),
            entry("share_of_spend_365d", 1.0));
  }

  /** 1997-02-01 is 30 days after 1997-01-02. */
  @ParameterizedTest
  @CsvSource({"1997-01-31, 29, 2", "1997-02-01, 30, 0"})
  void purchaseAsOldAsTheWindow_isNotInIt(LocalDate date, double recency, long recent) {
    assertThat(asOf(date, ANN, PURCHASES.subList(0, 2)).asMap())
        .contains(
            entry("days_since_last_purchase", recency),
            entry("tenure_days", recency),
            entry("recent_purchases_30d", recent),
            entry("recent_purchases_90d", 2L));
  }

  @Test
  void oneTimeBuyer_hasNoTimesBetweenPurchases() {
    Scores once = asOf(LocalDate.of(1997, 1, 12), ANN, PURCHASES.subList(0, 2));
    assertThat(once.asMap())
        .contains(
            entry("one_time_buyer", true),
            entry("repeat_purchase_days", 0L),
            entry("active_days", 0L),
            entry("tenure_days", 10.0),
            entry("purchase_rate", 1 / 11.0),
            entry("spend_per_day", 25 / 11.0));
    assertThat(
            List.of(
                "mean_days_between_purchases",
                "days_between_purchases_sd",
                "overdue",
                "amount_trend"))
        .allMatch(once::isNull);
  }

  @Test
  void customerWithoutPurchases_hasCountsAndSumsOnly() {
    Scores nobody = asOf(AS_OF, NOBODY, PURCHASES);
    List<String> zeros =
        Stream.concat(
                Stream.of(
                    "purchase_count",
                    "purchase_days",
                    "repeat_purchase_days",
                    "total_spend",
                    "items_bought"),
                Stream.of("30d", "90d", "180d", "365d")
                    .flatMap(
                        window ->
                            Stream.of("recent_purchases_", "recent_spend_")
                                .map(name -> name + window)))
            .toList();

    assertThat(zeros).allSatisfy(name -> assertThat(nobody.asDouble(name)).isZero());
    assertThat(nobody.asBoolean("one_time_buyer")).isFalse();
    assertThat(served())
        .filteredOn(name -> !zeros.contains(name) && !name.equals("one_time_buyer"))
        .isNotEmpty()
        .allMatch(nobody::isNull);
  }

  @Test
  void everyFeature_isOfACustomer_asOfADate() {
    assertThat(ann().asMap()).hasSize(served().size()).doesNotContainValue(null);
    assertThat(served()).hasSizeGreaterThan(40);
  }

  @Test
  void labels_beginAfterTheDate_andAreNotServed() {
    assertThat(GRAPH.node("future_spend_273d").computation())
        .isEqualTo("Sum(purchases.amount) over (t, t+273d] of purchases by purchases.customer_id");
    assertThat(GRAPH.node("future_purchase_count_273d").computation())
        .isEqualTo("Count() over (t, t+273d] of purchases by purchases.customer_id");
    Plan labels =
        Plan.of(GRAPH, Request.of("future_spend_273d").spine("customers").asOf(midnight(AS_OF)));
    assertThatThrownBy(() -> Scorer.of(labels))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot serve features of CustomerFeatures, PurchaseFeatures, PurchaseHistory, RecentPurchases, FutureValue: 1 problem
            1. [label] rowan.defs.ltv.FutureValue.futureSpend(double amount)
               "future_spend_273d" looks forward; it is for training, and cannot be served; leave it out.""");
  }

  @Test
  void shares_ofNothing_areNull() {
    assertThat(CustomerFeatures.shareOfPurchases(0, 0)).isNull();
    assertThat(CustomerFeatures.shareOfSpend(0, 0)).isNull();
    assertThat(CustomerFeatures.amountVariation(0, 0)).isNull();
    assertThat(CustomerFeatures.lastAmountVsMean(0, 0)).isNull();
  }
}
