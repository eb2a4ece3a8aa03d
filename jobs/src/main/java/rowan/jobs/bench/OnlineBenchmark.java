package rowan.jobs.bench;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import rowan.defs.fraud.Transaction;
import rowan.defs.fraud.TransactionFeatures;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;

/** Row features in a service: Rowan's against the same computation by hand, in one method. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OnlineBenchmark {

  private static final int ROWS = 1024;

  private static final List<String> PRIMITIVE =
      List.of(
          "during_weekend",
          "during_night",
          "minutes_since_midnight",
          "hour_of_day",
          "during_office_hours",
          "during_weekend_night",
          "amount_log",
          "amount_in_cents",
          "cents_part",
          "round_amount",
          "high_amount",
          "share_of_threshold",
          "just_under_threshold",
          "test_charge",
          "warning_signs");

  /** The kinds of features; what they compute is in the graph's name. */
  public enum Kind {
    /** All that a payment tells by itself: dates, categories and texts too. */
    FRAUD,
    /** Those of them that are numbers and booleans. */
    FRAUD_PRIMITIVE,
    /** 200 features of ten numbers. */
    WIDE
  }

  /** The scorer, which all threads share. */
  @State(Scope.Benchmark)
  public static class Shared {
    /** The features that are computed. */
    @Param public Kind kind = Kind.FRAUD;

    Record[] rows = {};
    Scorer scorer = Scorer.of(Plan.of(Graph.of(TransactionFeatures.class), "amount_log"));
    WideGraph.ByHand byHand = (row, features) -> {};

    /** Compiles the features, and draws the rows. */
    @Setup
    public void prepare() {
      Random random = new Random(4);
      rows = new Record[ROWS];
      WideGraph wide = new WideGraph(200);
      byHand = wide.byHand();
      Graph graph = Graph.of(kind == Kind.WIDE ? wide.featureClass() : TransactionFeatures.class);
      List<String> wanted =
          kind == Kind.FRAUD_PRIMITIVE
              ? PRIMITIVE
              : graph.features().stream()
                  .filter(
                      node ->
                          !node.name().startsWith("time_of_")
                              || !node.name().matches(".*_(sine|cosine)"))
                  .map(Node::name)
                  .toList();
      scorer = Scorer.of(Plan.of(graph, wanted.toArray(String[]::new)));
      for (int i = 0; i < ROWS; i++) {
        rows[i] = kind == Kind.WIDE ? wideRow(i, random) : payment(i, random);
      }
    }
  }

  private static Record payment(int id, Random random) {
    Instant time = Instant.ofEpochSecond(1_522_540_800L + random.nextInt(100_000_000));
    double amount = Math.round(Math.exp(4 + 1.2 * random.nextGaussian()) * 100) / 100.0;
    return new Transaction(id, time, random.nextInt(5000), random.nextInt(10_000), amount, null);
  }

  private static Record wideRow(int id, Random random) {
    return new DoubleRow(
        id,
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble());
  }

  /** Where a thread puts its results. */
  @State(Scope.Thread)
  public static class Own {
    Scores scores = new Shared().scorer.newScores();
    final FraudByHand fraud = new FraudByHand();
    final double[] wide = new double[200];
    int next;

    /** Makes place for the scores. */
    @Setup
    public void prepare(Shared shared) {
      scores = shared.scorer.newScores();
    }
  }

  /** By hand. */
  @Benchmark
  public Object handwritten(Shared shared, Own own) {
    Record row = shared.rows[own.next++ & ROWS - 1];
    switch (shared.kind) {
      case FRAUD -> own.fraud.compute((Transaction) row);
      case FRAUD_PRIMITIVE -> own.fraud.computePrimitive((Transaction) row);
      case WIDE -> shared.byHand.compute((DoubleRow) row, own.wide);
    }
    return own;
  }

  /** By the scorer. */
  @Benchmark
  public Object rowan(Shared shared, Own own) {
    shared.scorer.score(shared.rows[own.next++ & ROWS - 1], own.scores);
    return own;
  }
}
