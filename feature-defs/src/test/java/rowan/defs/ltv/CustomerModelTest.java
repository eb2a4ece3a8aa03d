package rowan.defs.ltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import rowan.feature.Model;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;

/** A customer with two purchases, and one with none, worked out by hand. */
class CustomerModelTest {

  private static final Graph GRAPH = Graph.of(CustomerModel.class);
  private static final Model SUM =
      inputs -> {
        double sum = 0;
        for (double input : inputs) {
          sum += Double.isNaN(input) ? 1_000 : input;
        }
        return sum;
      };

  private static Scores score(long customer, String... features) {
    Request request =
        Request.of(List.of(features))
            .spine("customers")
            .asOf(Instant.parse("1997-09-30T00:00:00Z"));
    Scorer scorer =
        Scorer.of(
            Plan.of(GRAPH, request), Inputs.of("purchases_model", SUM).with("spend_model", SUM));
    scorer.observe(new Purchase(1, 1, LocalDate.parse("1997-09-05"), 3, 36));
    scorer.observe(new Purchase(2, 1, LocalDate.parse("1997-09-21"), 1, 64));
    return scorer.score(new Customer(customer));
  }

  @Test
  void roots_areThoseOfWhatTheyAreNamedAfter() {
    Scores scores =
        score(
            1,
            "purchase_days_root",
            "purchase_count_root",
            "active_days_root",
            "days_since_last_purchase_root",
            "tenure_days_root",
            "mean_days_between_purchases_root",
            "purchase_rate_root",
            "recent_purchases_root_30d",
            "recent_spend_root_90d",
            "total_spend_root",
            "mean_amount_root",
            "items_bought_root",
            "exp_purchase_count_root",
            "exp_purchase_count",
            "expected_purchase_days",
            "expected_spend");
    assertThat(scores.asDouble("purchase_days_root")).isEqualTo(Math.sqrt(2));
    assertThat(scores.asDouble("purchase_count_root")).isEqualTo(Math.sqrt(2));
    assertThat(scores.asDouble("active_days_root")).isEqualTo(4);
    assertThat(scores.asDouble("days_since_last_purchase_root")).isEqualTo(3);
    assertThat(scores.asDouble("tenure_days_root")).isEqualTo(5);
    assertThat(scores.asDouble("mean_days_between_purchases_root")).isEqualTo(4);
    assertThat(scores.asDouble("purchase_rate_root")).isEqualTo(Math.sqrt(2 / 26.0));
    assertThat(scores.asDouble("recent_purchases_root_30d")).isEqualTo(Math.sqrt(2));
    assertThat(scores.asDouble("recent_spend_root_90d")).isEqualTo(10);
    assertThat(scores.asDouble("total_spend_root")).isEqualTo(10);
    assertThat(scores.asDouble("mean_amount_root")).isEqualTo(Math.sqrt(50));
    assertThat(scores.asDouble("items_bought_root")).isEqualTo(2);
    assertThat(scores.asDouble("exp_purchase_count_root"))
        .isEqualTo(Math.sqrt(scores.asDouble("exp_purchase_count")));
    assertThat(scores.asDouble("expected_spend"))
        .isEqualTo(scores.asDouble("expected_purchase_days"))
        .isCloseTo(
            5 * Math.sqrt(2) // days, purchases, and those of three windows
                + (4 + 4 + 3 + 5 + 10 + 10 + 10 + 10 + 2)
                + Math.sqrt(50)
                + Math.sqrt(2 / 26.0)
                + scores.asDouble("exp_purchase_count_root"),
            within(1e-9));
  }

  @Test
  void customerWithoutPurchases_hasMissingInputsAndAScore() {
    assertThat(
            score(99, "expected_purchase_days", "expected_spend")
                .asDouble("expected_purchase_days"))
        .isEqualTo(7_000);
  }
}
