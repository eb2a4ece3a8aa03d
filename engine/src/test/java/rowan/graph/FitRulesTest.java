package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Last;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.Quantile;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.fit.FitPlan;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;

/** What may be fitted, and what a graph says of it. */
public class FitRulesTest {

  @Source("payments")
  public record Payment(
      @RowKey long id,
      @EventTime Instant at,
      long customer,
      double amount,
      @KnownAfter("7d") @Nullable Integer fraud) {}

  @Features(of = Payment.class)
  public abstract static class Fitted {
    @Fit
    @Mean
    abstract double fraudRate(int fraud);

    @Fit
    @Count
    abstract long payments();

    @Label
    @Sum
    @Empty(0)
    @Over(by = "customer", ahead = "30d")
    abstract double future(double amount);

    /** A value over labels is no label. */
    @Fit
    @Mean
    abstract double usualFuture(double future30d);

    public static double against(double amount, double fraudRate, double usualFuture) {
      return amount * fraudRate / usualFuture;
    }

    /** A value that is fitted may be read by events. */
    @Sum
    @Over(by = "customer", window = "1d")
    abstract double recent(double against);
  }

  @Test
  void fittedValue_isOfNoRow_andKnownAtOnce() {
    Graph graph = Graph.of(Fitted.class);
    Node rate = graph.node("fraud_rate");
    assertThat(rate.definition().kind()).isEqualTo("fitted");
    assertThat(rate.isFeature()).isFalse();
    assertThat(rate.source()).isEmpty();
    assertThat(rate.knownAfter()).isZero();
    assertThat(rate.nullable()).isTrue();
    assertThat(graph.node("payments").nullable()).isFalse();
    assertThat(graph.node("usual_future").label()).isFalse();
    assertThat(Scorer.canServe(graph, graph.node("recent_1d"))).isTrue();
    assertThat(graph.print(GraphFormat.TEXT, List.of(rate)))
        .isEqualTo(
            """
            Fitted
              fraud_rate  @Nullable double  fitted  <- Mean(payments.fraud) of all payments
            """);
    assertThat(Plan.of(graph, "recent_1d").toString())
        .contains("supply: fraud_rate double (fitted), usual_future double (fitted)")
        .doesNotContain("Mean(");
  }

  @Features(of = Payment.class)
  @Over(by = "customer", window = "1d")
  public abstract static class Wrong {
    @Fit
    abstract double noOperator(double amount);

    @Fit
    @Last
    abstract double last(double amount);

    @Fit
    @Quantile(0.5)
    abstract double median(double amount);

    @Fit
    @Mean
    @Over(by = "customer")
    abstract double over(double amount);

    @Fit
    @Label
    @Mean
    abstract double label(double amount);

    @Fit
    @Mean
    public static double body(double amount) {
      return amount;
    }
  }

  @Features
  public abstract static class Sourceless {
    @Fit
    @Count
    abstract long rows();
  }

  @Test
  void wrongFits_areToldTogether() {
    assertThatThrownBy(() -> Graph.of(Wrong.class, Sourceless.class))
        .hasMessage(
            """
            Cannot build the graph of Wrong, Sourceless: 7 problems
            1. [operator-and-body] rowan.graph.FitRulesTest.Wrong.body(double amount)
               @Mean supplies the value, and so does the body; make the method abstract, or take @Mean away.
            2. [fit-label] rowan.graph.FitRulesTest.Wrong.label(double amount)
               @Fit gives one value for all rows, and a @Label is that of one; take one of them away.
            3. [fit-without-operator] rowan.graph.FitRulesTest.Wrong.noOperator(double amount)
               @Fit says over which rows, and an operator what; add one, such as @Mean, or take @Fit away.
            4. [fit-over] rowan.graph.FitRulesTest.Wrong.over(double amount)
               @Fit sees all training rows, and @Over those of a key; take one of them away.
            5. [no-rows] rowan.graph.FitRulesTest.Sourceless.rows()
               @Fit needs training rows, but the class has no source; name one in @Features(of = ...).
            6. [fit-in-time] rowan.graph.FitRulesTest.Wrong.last(double amount)
               @Last depends on when events happened, and training rows are fitted in any order; use an operator that does not.
            7. [operator-arguments] rowan.graph.FitRulesTest.Wrong.median(double amount)
               @Quantile cannot be used here: it keeps every number of its window, so it needs a window; use @ApproxQuantile without one.""");
  }

  @Features(of = Payment.class)
  public abstract static class Nothing {
    public static double twice(double amount) {
      return 2 * amount;
    }
  }

  @Test
  void graphWithoutFittedValues_hasNothingToFit() {
    assertThatThrownBy(() -> FitPlan.of(Graph.of(Nothing.class)))
        .hasMessage(
            """
            Cannot fit Nothing: 1 problem
            1. [nothing-to-fit] request
               No feature depends on a fitted value; mark one @Fit beside its operator.""");
  }
}
