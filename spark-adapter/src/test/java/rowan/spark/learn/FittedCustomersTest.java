package rowan.spark.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rowan.aggregate.Bounds;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Label;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.feature.TargetMean;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.SparkAdapter;
import rowan.spark.TestSession;

/** What is fitted for a training on customers: on whom, and what they are given themselves. */
public class FittedCustomersTest {

  @Source("buyers")
  public record Buyer(@RowKey long buyer) {}

  @Source("orders")
  public record Order(
      @RowKey long number, @EventTime Instant orderedAt, long buyer, double amount) {}

  @Features(of = Order.class)
  @Over(by = "buyer", bounds = Bounds.UP_TO)
  public abstract static class Past {
    @Sum
    @Empty(0)
    abstract double spent(double amount);
  }

  @Features(of = Order.class)
  @Over(by = "buyer", ahead = "10d")
  public abstract static class Future {
    @Label
    @Sum
    @Empty(0)
    abstract double futureSpent(double amount);
  }

  @Features(
      of = Buyer.class,
      uses = {Past.class, Future.class})
  public abstract static class Fitted {
    @Fit
    @Mean
    abstract double usual(double spent);

    /** Of each buyer alone, so that it tells nothing but the buyer's own label. */
    @Fit
    @TargetMean(smoothing = 0)
    abstract Map<Long, Double> ownFutures(double futureSpent, long buyer);

    public static double ownFuture(Map<Long, Double> ownFutures, long buyer) {
      return ownFutures.getOrDefault(buyer, -1.0);
    }

    public static double aboveUsual(double spent, double usual) {
      return spent - usual;
    }

    @FeatureVector
    abstract double[] inputs(double aboveUsual);

    @FeatureVector
    abstract double[] telling(double aboveUsual, double ownFuture);
  }

  private static final String LABEL = "future_spent_10d";
  private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");

  private final SparkSession spark = TestSession.local();

  /** Buyers 0 to 29: each spent as much as the own number, and will spend 100 more than that. */
  private SparkAdapter shop() {
    Dataset<Row> orders =
        spark
            .range(0, 60, 1, 3)
            .selectExpr(
                "id as number",
                "timestamp_seconds(%d + (id div 30) * 86400) as ordered_at"
                    .formatted(AS_OF.getEpochSecond()),
                "id % 30 as buyer",
                "cast(id % 30 + 100 * (id div 30) as double) as amount");
    return SparkAdapter.on(spark)
        .source("orders", orders)
        .source("buyers", buyers(0, 30).withColumnRenamed(Examples.GROUP, "buyer"));
  }

  private Dataset<Row> buyers(long from, long until) {
    return spark.range(from, until, 1, 2).toDF(Examples.GROUP);
  }

  private CustomerExamples examples(String vector) {
    Graph graph = Graph.of(Fitted.class);
    Plan plan = Plan.of(graph, Request.of(List.of(vector, LABEL)).spine("buyers").asOf(AS_OF));
    FittedExamples examples =
        FittedExamples.of(plan, new ExampleColumns("buyer", LABEL, vector), graph.node(LABEL))
            .orElseThrow();
    return CustomerExamples.of(examples, shop(), "buyer");
  }

  private static List<double[]> inputs(Dataset<Row> examples) {
    return examples.orderBy(Examples.GROUP).collectAsList().stream()
        .map(row -> row.<Double>getList(row.fieldIndex(Examples.INPUTS)))
        .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  @Test
  void values_areThoseOfTheCustomersThatAreLearnedFrom_asOfTheDay() {
    SplitExamples split = examples("inputs").of(buyers(0, 20), buyers(20, 30));
    double mean = 9.5; // of 0 to 19
    assertThat(split.fitted().map(FittedValues::values)).contains(Map.of("usual", mean));
    assertThat(inputs(split.training())).hasSize(20).first().isEqualTo(new double[] {-mean});
    assertThat(inputs(split.served())).hasSize(10).first().isEqualTo(new double[] {20 - mean});
  }

  @Test
  void customerWhoIsLearnedFrom_isNotToldTheOwnFuture() {
    SplitExamples split = examples("telling").of(buyers(0, 20), buyers(10, 30));
    assertThat(inputs(split.training()))
        .hasSize(20)
        .allSatisfy(inputs -> assertThat(inputs[1]).isEqualTo(-1));
    List<double[]> served = inputs(split.served());
    assertThat(served.subList(0, 10)).first().satisfies(in -> assertThat(in[1]).isEqualTo(110));
    assertThat(served.subList(10, 20)).extracting(in -> in[1]).containsOnly(-1.0);
  }

  @Test
  void keysWithoutTheColumnOfTheRowKey_areRefused() {
    Plan plan =
        Plan.of(Graph.of(Fitted.class), Request.of(List.of("spent")).spine("buyers").asOf(AS_OF));
    SparkAdapter adapter = shop().only(buyers(0, 1).toDF("customer"));
    assertThatThrownBy(() -> adapter.run(plan))
        .hasMessage(
            """
            Cannot keep the rows of some keys: 1 problem
            1. [no-row-key] buyers
               Its row key is (buyer), and the keys are (customer); give all of its columns.""");
  }

  /** What lies above the mean of those who are learned from lies at 0 on average, for them only. */
  @Test
  void crossValidation_fitsOnEachPartsOwnLearners() {
    CustomerExperiment experiment =
        new CustomerExperiment(examples("inputs"), buyers(0, 30), buyers(20, 40), 3);
    List<Long> learners = new ArrayList<>();
    Learner learner =
        (learned, seed) -> {
          List<double[]> inputs = inputs(learned);
          learners.add((long) inputs.size());
          assertThat(inputs.stream().mapToDouble(in -> in[0]).average().orElseThrow())
              .isCloseTo(0, within(1e-9));
          return Learners.linearRegression(0).train(learned, seed);
        };
    assertThat(experiment.validate(learner, 0).merit()).isCloseTo(1, within(1e-9));
    assertThat(learners).hasSize(3);
    assertThat(learners.stream().mapToLong(Long::longValue).sum()).isEqualTo(2 * 20);
    assertThat(experiment.fitted().map(FittedValues::values)).contains(Map.of("usual", 9.5));
    assertThat(inputs(experiment.training())).hasSize(20);
  }
}
