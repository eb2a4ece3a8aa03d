package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static rowan.Golden.assertGolden;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.KnownAfter;
import rowan.feature.Last;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Quantile;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.plan.Plan;
import rowan.plan.Request;

/** The graph of card payments that the documentation shows, with the operators there are. */
public class FraudGraphTest {

  @Source("transactions")
  public record Transaction(
      @RowKey long transactionId,
      @EventTime Instant txDatetime,
      long customerId,
      long terminalId,
      double txAmount,
      @KnownAfter("7d") @Nullable Integer txFraud) {}

  @Features(of = Transaction.class)
  @Over(
      by = "customerId",
      window = {"1d", "7d", "30d"},
      bounds = Bounds.UP_TO)
  public abstract static class CustomerHistory {
    @Count
    abstract long customerTxCount();

    @Mean
    abstract double customerAvgAmount(double txAmount);

    @Quantile(0.95)
    abstract double customerHighAmount(double txAmount);
  }

  @Features(of = Transaction.class)
  @Over(
      by = "terminalId",
      window = {"1d", "7d", "30d"},
      delay = "7d",
      bounds = Bounds.UP_TO)
  public abstract static class TerminalHistory {
    @Count
    abstract long terminalTxCount();

    @Mean
    @Empty(0)
    abstract double terminalRisk(int txFraud);
  }

  @Features(
      of = Transaction.class,
      uses = {CustomerHistory.class, TerminalHistory.class})
  public abstract static class TransactionFeatures {
    public static double amountVsUsual(double txAmount, double customerAvgAmount) {
      return txAmount / customerAvgAmount;
    }

    public static boolean risky(double amountVsUsual30d, double terminalRisk7d) {
      return amountVsUsual30d > 3 && terminalRisk7d > 0.1;
    }
  }

  @Source("surveys")
  public record Survey(@RowKey long clientId, double budget) {}

  @Source("logins")
  public record Login(long clientId, @EventTime Instant loginTime) {}

  @Features(of = Login.class)
  @Over(by = "clientId")
  public abstract static class LoginFeatures {
    @Last
    abstract Instant lastLoggedIn(Instant loginTime);
  }

  @Features(of = Survey.class, uses = LoginFeatures.class)
  public abstract static class SurveyFeatures {
    public static long daysSinceLastLogin(@EventTime Instant executionTime, Instant lastLoggedIn) {
      return Duration.between(lastLoggedIn, executionTime).toDays();
    }
  }

  @Test
  void payments_arePlannedInOnePassForEachKey() {
    Graph graph = Graph.of(TransactionFeatures.class);

    assertThat(graph.features()).hasSize(3 * 3 + 3 * 2 + 3 + 1);
    assertThat(graph.node("terminal_risk_7d").knownAfter()).isZero();
    assertThat(graph.node("terminal_risk_7d").nullable()).isFalse();
    assertGolden(
        Plan.of(graph, "risky", "customer_tx_count_7d", "customer_high_amount_1d").toString(),
        "plan-fraud.txt");
  }

  @Test
  void surveys_askOfLogins_asOfATime() {
    Plan plan =
        Plan.of(
            Graph.of(SurveyFeatures.class),
            Request.of("days_since_last_login").asOf(Instant.parse("2024-05-01T00:00:00Z")));

    assertThat(plan)
        .hasToString(
            """
            scan surveys: client_id
            as of 2024-05-01T00:00:00Z
            aggregates by surveys.client_id:
              of logins by logins.client_id: client_id, login_time
                Instant last_logged_in = Last(logins.login_time) over [beginning, t) of logins by logins.client_id
            row features:
              long days_since_last_login = rowan.graph.FraudGraphTest.SurveyFeatures.daysSinceLastLogin(surveys as of, last_logged_in)
            select: client_id | days_since_last_login
            """);
    assertThat(plan.asOfNode()).map(Node::name).contains("surveys as of");
    assertThat(List.copyOf(plan.knownAfter().values())).containsOnly(Duration.ZERO);
  }
}
