package rowan.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Label;
import rowan.feature.Mean;
import rowan.feature.Model;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.plan.Plan;
import rowan.type.Type;

class VectorTest {

  @Source("payments")
  public record Payment(
      @RowKey long id,
      @EventTime Instant at,
      long customer,
      double amount,
      String text,
      @KnownAfter("7d") @Nullable Integer fraud) {}

  @Features(of = Payment.class)
  @Over(
      by = "customer",
      window = {"1d", "7d"})
  public abstract static class History {
    @Count
    abstract long payments();

    @Mean
    abstract double usual(double amount);

    public static double ratio(double amount, double usual) {
      return amount / usual;
    }
  }

  @Features(of = Payment.class, uses = History.class)
  public abstract static class Scored {
    @FeatureVector
    abstract double[] inputs(
        double amount, @Nullable Double ratio, long payments, @Nullable Double usual7d);

    @Input
    abstract Model model();

    public static double score(Model model, double[] inputs) {
      return model.predict(inputs);
    }
  }

  @Test
  void family_standsForAllItsMembers() {
    Node inputs = Graph.of(Scored.class).node("inputs");
    assertThat(inputs.arguments().stream().map(Argument::node))
        .containsExactly(
            "payments.amount", "ratio_1d", "ratio_7d", "payments_1d", "payments_7d", "usual_7d");
    assertThat(inputs.type()).isEqualTo(new Type.Vector());
    assertThat(inputs.nullable()).isFalse();
    assertThat(inputs.definition().kind()).isEqualTo("vector");
  }

  @Test
  void vector_isPrintedWithItsMembers() {
    Graph graph = Graph.of(Scored.class);
    assertThat(graph.print(GraphFormat.TEXT, List.of(graph.node("inputs"))))
        .isEqualTo(
            """
            graph of Scored, History
            double[] inputs <- payments.amount, ratio_1d, ratio_7d, payments_1d, payments_7d, usual_7d [vector]
            """);
    assertThat(Plan.of(graph, "score").toString()).contains("inputs");
  }

  @Features(of = Payment.class)
  public abstract static class Late {
    @Label
    @Sum
    @Over(by = "customer", ahead = "30d")
    abstract double future(double amount);

    public static int doubted(int fraud) {
      return fraud + 1;
    }

    @FeatureVector
    abstract double[] peeking(double amount, int doubted);

    @FeatureVector
    abstract double[] telling(double amount, @Nullable Double future30d);

    public static double peeked(double[] peeking) {
      return peeking[0];
    }
  }

  @Test
  void lateColumnsAndLabels_areInNoVector() {
    assertThatThrownBy(() -> Graph.of(Late.class))
        .hasMessage(
            """
            Cannot build the graph of Late: 2 problems
            1. [leak] rowan.graph.VectorTest.Late.peeking(double amount, int doubted)
               "doubted" is known only 7d after its row, so no model can be given it; take it out of the vector, or aggregate it with that delay.
               Asked for by: peeking <- peeked
            2. [leak] rowan.graph.VectorTest.Late.telling(double amount, @Nullable double future30d)
               "future_30d" is known only 30d after its row, so no model can be given it; take it out of the vector, or aggregate it with that delay.""");
  }

  @Features(of = Payment.class)
  public abstract static class Wrong {
    @FeatureVector
    abstract List<Double> aList(double amount);

    @FeatureVector
    abstract double[] none();

    @FeatureVector
    abstract double[] words(String text, Instant at);

    @FeatureVector
    @Input
    abstract double[] given();

    @FeatureVector
    public static double[] body(double amount) {
      return new double[] {amount};
    }

    @FeatureVector
    @Sum
    @Over(by = "customer")
    abstract double[] summed(double amount);
  }

  @Test
  void wrongVectors_areToldTogether() {
    assertThatThrownBy(() -> Graph.of(Wrong.class)).hasMessage("?");
  }
}
