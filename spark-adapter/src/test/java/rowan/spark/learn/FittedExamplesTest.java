package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.KnownAfter;
import rowan.feature.Mean;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.TargetMean;
import rowan.fit.FittedValues;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;
import rowan.spark.TestSession;

/** What is fitted for a training: on which rows, and what they are given themselves. */
public class FittedExamplesTest {

  @Source("payments")
  public record Payment(
      @RowKey long id,
      @EventTime Instant paidAt,
      long customer,
      double amount,
      @KnownAfter("1d") @Nullable Integer fraud) {}

  @Source("shops")
  public record Shop(@RowKey long shop, double size) {}

  @Features(of = Payment.class)
  public abstract static class Fitted {
    @Fit
    @Mean
    abstract double usual(double amount);

    /** Of each payment alone, so that it tells nothing but the payment's own label. */
    @Fit
    @TargetMean(smoothing = 0)
    abstract Map<Long, Double> ownRisks(int fraud, long id);

    public static double ownRisk(Map<Long, Double> ownRisks, long id) {
      return ownRisks.getOrDefault(id, -1.0);
    }

    public static double aboveUsual(double amount, double usual) {
      return amount - usual;
    }

    @FeatureVector
    abstract double[] inputs(double aboveUsual);

    @FeatureVector
    abstract double[] risky(double aboveUsual, double ownRisk);
  }

  @Features(of = Shop.class)
  public abstract static class Shops {
    @Fit
    @Mean
    abstract double usualSize(double size);
  }

  @Features(of = Payment.class, uses = Shops.class)
  public abstract static class OfOthers {
    @FeatureVector
    abstract double[] inputs(double amount, double usualSize);
  }

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TimeSplit SPLIT =
      new TimeSplit(START, Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(1));

  private final SparkSession spark = TestSession.local();

  /** Ten payments a day from a day before the training on, of amounts 0, 1, 2 and so on. */
  private SparkAdapter payments() {
    Dataset<Row> table =
        spark
            .range(0, 60, 1, 3)
            .selectExpr(
                "id",
                "timestamp_seconds(%d + id * 8640) as paid_at"
                    .formatted(START.getEpochSecond() - 86_400),
                "id % 7 as customer",
                "cast(id as double) as amount",
                "cast(id % 2 as int) as fraud");
    return SparkAdapter.on(spark).source("payments", table);
  }

  private CardExamples examples(Class<?> features, String vector) {
    Graph graph = Graph.of(features);
    Plan plan = Plan.of(graph, vector, "fraud", "customer");
    Optional<FittedExamples> fitted =
        FittedExamples.of(
            plan, new ExampleColumns("customer", "fraud", vector), graph.node("payments.fraud"));
    return new FittedCardExamples(fitted.orElseThrow(), payments());
  }

  private static List<double[]> inputs(Dataset<Row> examples) {
    return examples.orderBy(Examples.AT).collectAsList().stream()
        .map(row -> row.<Double>getList(row.fieldIndex(Examples.INPUTS)))
        .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  @Test
  void values_areThoseOfTheTraining_onAllRows() {
    CardExamples examples = examples(Fitted.class, "inputs");
    double mean = 19.5; // of 10 to 29
    assertThat(examples.fitted(SPLIT).map(FittedValues::values)).contains(Map.of("usual", mean));
    assertThat(inputs(examples.training(SPLIT)))
        .hasSize(20)
        .first()
        .isEqualTo(new double[] {10 - mean});
    assertThat(inputs(examples.served(SPLIT)))
        .hasSize(40)
        .last()
        .isEqualTo(new double[] {49 - mean});
    TimeSplit later =
        new TimeSplit(
            START.plus(Duration.ofDays(1)), SPLIT.training(), SPLIT.delay(), SPLIT.testing());
    assertThat(examples.fitted(later).map(FittedValues::values)).contains(Map.of("usual", 29.5));
  }

  @Test
  void rowThatIsLearnedFrom_isNotToldItsOwnLabel() {
    CardExamples examples = examples(Fitted.class, "risky");
    assertThat(inputs(examples.training(SPLIT)))
        .hasSize(20)
        .allSatisfy(inputs -> assertThat(inputs[1]).isEqualTo(-1));
    List<double[]> served = inputs(examples.served(SPLIT));
    assertThat(served.subList(0, 20)).extracting(inputs -> inputs[1]).contains(0.0, 1.0);
    assertThat(served.subList(20, 40)).extracting(inputs -> inputs[1]).containsOnly(-1.0);
  }

  @Test
  void valuesOfOtherRows_areRefused() {
    Graph graph = Graph.of(OfOthers.class);
    assertThatThrownBy(
            () ->
                FittedExamples.of(
                    Plan.of(graph, "inputs", "fraud", "customer"),
                    new ExampleColumns("customer", "fraud", "inputs"),
                    graph.node("payments.fraud")))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            "Cannot train on %s: 1 problem\n1. [other-training-rows] %s\n   It is fitted over another source than \"payments\", whose rows the model learns from; declare it in a feature class of that source."
                .formatted(graph.title(), graph.node("usual_size").definition().place()));
  }
}
