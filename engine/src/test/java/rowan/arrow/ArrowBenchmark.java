package rowan.arrow;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import rowan.feature.Features;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;

/**
 * What a row takes from batch to batch, against the scorer on records that are there already; ten
 * numeric features of six columns, or these and two of a text that passes through. To run it, from
 * the top folder:
 *
 * <pre>
 * mvn -q test-compile -pl engine
 * mvn -q dependency:build-classpath -pl engine -Dmdep.outputFile=target/classpath
 * java --add-opens=java.base/java.nio=ALL-UNNAMED \
 *     -cp engine/target/test-classes:engine/target/classes:$(cat engine/target/classpath) \
 *     rowan.arrow.ArrowBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class ArrowBenchmark {

  private static final int ROWS = 8192;

  /** Six numbers and a text. */
  @Source("readings")
  public record Reading(
      @RowKey long id, double a, double b, double c, double d, double e, double f, String text) {}

  /** What they tell. */
  @Features(of = Reading.class)
  public abstract static class ReadingFeatures {
    public static double sum(double a, double b) {
      return a + b;
    }

    public static double difference(double c, double d) {
      return c - d;
    }

    public static double product(double e, double f) {
      return e * f;
    }

    public static double ratio(double sum, double product) {
      return sum / product;
    }

    public static double scaled(double ratio, double a) {
      return ratio * 0.5 + a;
    }

    public static boolean high(double scaled) {
      return scaled > 0.5;
    }

    public static long rounded(double product) {
      return (long) (product * 1000);
    }

    public static int bucket(long rounded) {
      return (int) (rounded % 16);
    }

    public static double mixed(double difference, int bucket) {
      return difference * bucket;
    }

    public static double last(double mixed, boolean high) {
      return high ? mixed : -mixed;
    }

    public static int textLength(String text) {
      return text.length();
    }

    public static boolean textIsLong(int textLength) {
      return textLength > 10;
    }
  }

  /** Which features are computed. */
  @Param({"numbers", "texts"})
  public String features;

  private final RootAllocator memory = new RootAllocator();
  private final Reading[] rows = new Reading[ROWS];
  private Scorer scorer;
  private Scores scores;
  private ArrowScorer arrowScorer;
  private VectorSchemaRoot batch;
  private VectorSchemaRoot scored;

  /** Runs the benchmarks. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(ArrowBenchmark.class.getName())
                .build())
        .run();
  }

  /** Draws the rows. */
  @Setup
  public void prepare() {
    Graph graph = Graph.of(ReadingFeatures.class);
    List<String> wanted =
        graph.features().stream()
            .map(Node::name)
            .filter(name -> features.equals("texts") || !name.startsWith("text"))
            .collect(java.util.stream.Collectors.toList());
    if (features.equals("texts")) {
      wanted.add("readings.text");
    }
    Plan plan = Plan.of(graph, wanted.toArray(String[]::new));
    scorer = Scorer.of(plan);
    scores = scorer.newScores();
    arrowScorer = ArrowScorer.of(plan);
    batch = batch();
    scored = arrowScorer.newScores(memory);
  }

  private VectorSchemaRoot batch() {
    Random random = new Random(7);
    BigIntVector ids = new BigIntVector("id", memory);
    List<FieldVector> vectors = new java.util.ArrayList<>(List.of(ids));
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      vectors.add(new Float8Vector(name, memory));
    }
    VarCharVector texts = new VarCharVector("text", memory);
    vectors.add(texts);
    for (int i = 0; i < ROWS; i++) {
      double[] numbers = random.doubles(6).toArray();
      String text = "text" + random.nextInt(1_000_000_000);
      rows[i] =
          new Reading(
              i, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], text);
      ids.setSafe(i, i);
      for (int column = 0; column < numbers.length; column++) {
        ((Float8Vector) vectors.get(column + 1)).setSafe(i, numbers[column]);
      }
      EverythingBatch.putText(texts, i, text);
    }
    VectorSchemaRoot all = new VectorSchemaRoot(vectors);
    all.setRowCount(ROWS);
    return all;
  }

  /** Gives the memory back. */
  @TearDown
  public void close() {
    batch.close();
    scored.close();
    memory.close();
  }

  /** A row of a batch. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Object arrow() {
    arrowScorer.score(batch, scored);
    return scored;
  }

  /** A record. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Object records() {
    for (Reading row : rows) {
      scorer.score(row, scores);
    }
    return scores;
  }
}
