package rowan.defs.fraud;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;

/**
 * What it takes to score a payment in process and to take it in, when 5,000 customers have paid at
 * 10,000 terminals about twice a day for fifty days. To run it, from the top folder (arguments as
 * JMH takes them, such as {@code -prof gc} for the bytes that are allocated):
 *
 * <pre>
 * mvn -q test-compile -pl engine,feature-defs
 * mvn -q dependency:build-classpath -pl feature-defs -Dmdep.outputFile=target/classpath
 * java -cp feature-defs/target/test-classes:feature-defs/target/classes:$(cat feature-defs/target/classpath) \
 *     rowan.defs.fraud.ScoreBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class ScoreBenchmark {

  private static final Graph GRAPH = Graph.of(FraudFeatures.class);
  private static final int DAYS = 50;

  /** Which features are computed: the published ones, or all that can be served. */
  @Param({"published", "all"})
  public String features;

  private final Payments payments = new Payments(Instant.parse("2018-04-01T00:00:00Z"), 0, 1);
  private Scorer scorer;

  /** Runs the benchmarks. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(ScoreBenchmark.class.getName())
                .build())
        .run();
  }

  /** Takes in what was paid so far, and says how much memory that takes. */
  @Setup
  public void observe() {
    scorer = Scorer.of(Plan.of(GRAPH, wanted(features)));
    long before = usedBytes();
    for (long i = 0; i < Payments.in(DAYS); i++) {
      scorer.scoreAndObserve(payments.next());
      payments.label(scorer::observe);
    }
    System.out.printf(
        "%,d bytes of state per customer%n", (usedBytes() - before) / Payments.CUSTOMERS);
  }

  static String[] wanted(String features) {
    return features.equals("published")
        ? PublishedFeaturesTest.NAMES
        : GRAPH.features().stream()
            .filter(feature -> Scorer.canServe(GRAPH, feature))
            .map(Node::name)
            .toArray(String[]::new);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** A payment is scored and taken in, and the outcome of one a week ago becomes known. */
  @Benchmark
  public Scores scoreObserveAndLabel() {
    Scores scores = scorer.scoreAndObserve(payments.next());
    payments.label(scorer::observe);
    return scores;
  }

  /** A payment is scored and taken in. */
  @Benchmark
  public Scores scoreAndObserve() {
    return scorer.scoreAndObserve(payments.next());
  }
}
