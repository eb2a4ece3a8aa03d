package rowan.aggregate;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What exact sums cost against plain ones, for amounts of money in a window of 300 that moves by
 * one with each call. To run it, from the top folder (arguments as JMH takes them, such as {@code
 * -f 3}):
 *
 * <pre>
 * mvn -q test-compile -pl engine
 * mvn -q dependency:build-classpath -pl engine -Dmdep.outputFile=target/classpath
 * java -cp engine/target/test-classes:engine/target/classes:$(cat engine/target/classpath) \
 *     rowan.aggregate.ExactSumBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExactSumBenchmark {

  private static final int WINDOW = 300;
  private static final int MASK = (1 << 16) - 1;

  private final double[] amounts = new double[MASK + 1];
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private double plainSum;
  private double plainSquares;
  private int next = WINDOW;

  /** Runs the benchmarks. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(ExactSumBenchmark.class.getName())
                .build())
        .run();
  }

  /** Fills the window. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = random.nextInt(100_000) / 100.0;
    }
    for (int i = 0; i < WINDOW; i++) {
      sum.add(amounts[i]);
      squares.addProduct(amounts[i], amounts[i]);
      plainSum += amounts[i];
      plainSquares += amounts[i] * amounts[i];
    }
  }

  private double coming() {
    return amounts[next & MASK];
  }

  private double leaving() {
    return amounts[(next - WINDOW) & MASK];
  }

  /** Two additions, the unit of the exact sum. */
  @Benchmark
  public ExactSum exactMove() {
    sum.add(coming());
    sum.subtract(leaving());
    next++;
    return sum;
  }

  /** A move and the sum. */
  @Benchmark
  public double exactSum() {
    return exactMove().doubleValue();
  }

  /** A move and the mean. */
  @Benchmark
  public double exactMean() {
    return exactMove().mean(WINDOW);
  }

  /** A move of both sums and the variance. */
  @Benchmark
  public double exactVariance() {
    squares.addProduct(coming(), coming());
    squares.subtractProduct(leaving(), leaving());
    exactMove();
    return ExactSum.variance(sum, squares, WINDOW, WINDOW - 1);
  }

  /** A move and the sum, rounded with each. */
  @Benchmark
  public double plainSum() {
    plainSum += coming() - leaving();
    next++;
    return plainSum;
  }

  /** A move and the mean, rounded with each. */
  @Benchmark
  public double plainMean() {
    return plainSum() / WINDOW;
  }

  /** A move of both sums and the variance, as a difference of rounded sums. */
  @Benchmark
  public double plainVariance() {
    plainSquares += coming() * coming() - leaving() * leaving();
    plainSum();
    return (plainSquares - plainSum * plainSum / WINDOW) / (WINDOW - 1);
  }
}
