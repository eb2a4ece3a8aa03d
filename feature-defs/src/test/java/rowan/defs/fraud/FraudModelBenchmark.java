package rowan.defs.fraud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.model.RandomForestClassifier;
import rowan.model.Trees;
import rowan.model.TreesBuilder;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/**
 * What it takes to score a payment with all 48 inputs of the fraud model and a random forest of 100
 * trees, ten deep, and to take it in: 5,000 customers have paid at 10,000 terminals about twice a
 * day for fifty days. Trees split at values of payments, as if they were learned. Says how much
 * memory the past takes, too. Run as {@link ScoreBenchmark}.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class FraudModelBenchmark {

  private static final Graph GRAPH = Graph.of(FraudModel.class);
  private static final int CUSTOMERS = 5_000;
  private static final int TERMINALS = 10_000;
  private static final int REACHABLE = 10;
  private static final long DAYS = 50;
  private static final Instant START = Instant.parse("2018-04-01T00:00:00Z");
  private static final Duration BETWEEN_PAYMENTS = Duration.ofDays(1).dividedBy(2 * CUSTOMERS);
  private static final int TREES = 100;
  private static final int DEPTH = 10;

  private final AtomicLong payments = new AtomicLong();
  private Scorer scorer;

  /** What a thread draws payments with. */
  @State(Scope.Thread)
  public static class Customers {
    private final Random random = new Random();
  }

  /** Runs the benchmarks. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(FraudModelBenchmark.class.getName())
                .build())
        .run();
  }

  /** Makes the model, takes in what was paid so far, and says how much memory that takes. */
  @Setup
  public void observe() {
    Random random = new Random(1);
    RandomForestClassifier forest = forest(random, vectors(random));
    payments.set(0);
    scorer = Scorer.of(Plan.of(GRAPH, "fraud_score"), Inputs.of("fraud_model", forest));
    long before = usedBytes();
    long history = Duration.ofDays(DAYS).dividedBy(BETWEEN_PAYMENTS);
    Set<Long> pairs = new HashSet<>();
    for (long i = 0; i < history; i++) {
      Transaction payment = pay(random);
      pairs.add(payment.customerId() * TERMINALS + payment.terminalId());
      scorer.observe(payment);
    }
    int keys = CUSTOMERS + TERMINALS + pairs.size();
    pairs.clear();
    long used = usedBytes() - before;
    System.out.printf(
        "%,d bytes for %,d keys: %,d MB for a million keys%n", used, keys, used / keys);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private Transaction pay(Random random) {
    long id = payments.getAndIncrement();
    long customer = random.nextInt(CUSTOMERS);
    long terminal = (customer * 7 + random.nextInt(REACHABLE) * 13L) % TERMINALS;
    double amount = Math.round(Math.exp(3.5 + random.nextGaussian()) * 100) / 100.0;
    return new Transaction(
        id, START.plus(BETWEEN_PAYMENTS.multipliedBy(id)), customer, terminal, amount, null);
  }

  /** The inputs of some payments. */
  private List<double[]> vectors(Random random) {
    Scorer inputs = Scorer.of(Plan.of(GRAPH, "fraud_inputs"));
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      vectors.add((double[]) inputs.scoreAndObserve(pay(random)).value("fraud_inputs"));
    }
    return vectors.subList(18_000, 20_000);
  }

  private static RandomForestClassifier forest(Random random, List<double[]> rows) {
    TreesBuilder builder = new TreesBuilder(rows.get(0).length);
    List<Double> negative = new ArrayList<>();
    for (int i = 0; i < TREES; i++) {
      grow(builder.tree(), random, rows, DEPTH, negative);
    }
    Trees trees = builder.build();
    return new RandomForestClassifier(
        trees, negative.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void grow(
      TreesBuilder trees, Random random, List<double[]> rows, int depth, List<Double> negative) {
    int input = random.nextInt(rows.get(0).length);
    double value = rows.get(random.nextInt(rows.size()))[input];
    List<double[]> left = rows.stream().filter(row -> row[input] <= value).toList();
    List<double[]> right = rows.stream().filter(row -> !(row[input] <= value)).toList();
    if (depth == 0 || left.isEmpty() || right.isEmpty()) {
      double share = random.nextDouble();
      trees.leaf(share);
      negative.add(1 - share);
      return;
    }
    negative.add(0.0);
    int split = trees.split(input, value);
    grow(trees, random, left, depth - 1, negative);
    grow(trees.right(split), random, right, depth - 1, negative);
  }

  /** How long a payment takes: the mean and percentiles. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Scores scoreAndObserve(Customers customers) {
    return scorer.scoreAndObserve(pay(customers.random));
  }

  /** How many payments one thread gets done. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Scores oneThread(Customers customers) {
    return scorer.scoreAndObserve(pay(customers.random));
  }

  /** How many payments two threads get done. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(2)
  public Scores twoThreads(Customers customers) {
    return scorer.scoreAndObserve(pay(customers.random));
  }
}
