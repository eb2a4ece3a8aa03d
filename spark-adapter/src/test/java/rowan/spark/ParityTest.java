package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rowan.contract.EverythingFeatures;
import rowan.contract.RandomRows;
import rowan.feature.Features;
import rowan.graph.Graph;
import rowan.plan.Inputs;
import rowan.plan.Plan;

public class ParityTest {

  private final SparkSession spark = Sessions.local();

  /** A feature that breaks the rules: it remembers how often it was called. */
  @Features(of = PaymentFeatures.Payment.class)
  public abstract static class Counting {
    private static long calls;

    public static synchronized long calls(long paymentId) {
      return calls++;
    }

    public static long same(long paymentId) {
      return paymentId;
    }
  }

  @Test
  void compare_findsValuesThatDiffer() {
    Plan plan = Plan.of(Graph.of(Counting.class), "calls", "same");
    SparkAdapter adapter =
        SparkAdapter.on(spark)
            .source("payments", Payments.of(spark, "(1, 1, 1, 'a', 1)", "(2, 1, 1, 'a', 1)"));
    ParityReport report = Parity.compare(adapter, plan, Inputs.none(), Long.MAX_VALUE, line -> {});
    assertThat(report.rows()).isEqualTo(2);
    assertThat(report.features()).isEqualTo(2);
    assertThat(report.differing()).isEqualTo(2);
    assertThat(report.differences()).isEqualTo(Map.of("calls", 2L));
    assertThat(report.examples()).hasSize(2);
    assertThat(report.examples().get(0))
        .matches(
            "calls: \\d+ on Spark, \\d+ in process \\(payment_id = 1, paid_at = 1970-01-01T00:00:01Z\\)");
  }

  @Test
  void compare_ofPureFeatures_findsNone() {
    Graph graph = Graph.of(EverythingFeatures.class);
    Plan plan = Plan.of(graph, "by_weight", "with_fee", "stats_mean", "odd_nan", "describes");
    Inputs inputs =
        Inputs.of(
            "fee",
            new rowan.contract.Everything.Money(
                java.math.BigDecimal.ONE, "x", java.time.Instant.EPOCH));
    SparkAdapter adapter =
        SparkAdapter.on(spark)
            .source("everything", EverythingTable.of(spark, graph, new RandomRows(9).rows(50), 2));
    assertThat(Parity.compare(adapter, plan, inputs, 40, line -> {}))
        .isEqualTo(new ParityReport(40, 5, Map.of(), List.of()));
  }
}
