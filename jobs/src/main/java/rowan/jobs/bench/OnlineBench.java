package rowan.jobs.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link OnlineBenchmark}, each measurement in a JVM of its own. Both sides take turns, and
 * the best of each counts: what else a machine does in some second only adds to a measurement.
 */
public final class OnlineBench {

  private static final int TURNS = 3;

  private final int seconds;

  /**
   * A bench.
   *
   * @param seconds how long each is measured in a turn
   */
  public OnlineBench(int seconds) {
    this.seconds = seconds;
  }

  /**
   * What scoring a row took.
   *
   * @param graph which features
   * @param threads how many threads scored at once
   * @param handwrittenNanos nanoseconds a row, by hand
   * @param rowanNanos nanoseconds a row, by the scorer
   * @param handwrittenBytes bytes allocated for a row, by hand
   * @param rowanBytes bytes allocated for a row, by the scorer
   */
  public record Measured(
      String graph,
      int threads,
      double handwrittenNanos,
      double rowanNanos,
      double handwrittenBytes,
      double rowanBytes) {

    /** What Rowan takes, as a multiple of what is written by hand. */
    public double ratio() {
      return rowanNanos / handwrittenNanos;
    }
  }

  /** Measures every graph with one thread and with two. */
  public void measure(Consumer<Measured> report) {
    for (OnlineBenchmark.Kind kind : OnlineBenchmark.Kind.values()) {
      for (int threads = 1; threads <= 2; threads++) {
        report.accept(measure(kind, threads));
      }
    }
  }

  private Measured measure(OnlineBenchmark.Kind kind, int threads) {
    List<RunResult> byHand = new ArrayList<>();
    List<RunResult> byRowan = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      for (RunResult result : run(kind, threads)) {
        String benchmark = result.getPrimaryResult().getLabel();
        (benchmark.equals("rowan") ? byRowan : byHand).add(result);
      }
    }
    RunResult bestByHand = best(byHand);
    RunResult bestByRowan = best(byRowan);
    return new Measured(
        kind.name().toLowerCase(Locale.ROOT),
        threads,
        nanos(bestByHand),
        nanos(bestByRowan),
        bytes(bestByHand),
        bytes(bestByRowan));
  }

  private static RunResult best(List<RunResult> turns) {
    return turns.stream().min(Comparator.comparingDouble(OnlineBench::nanos)).orElseThrow();
  }

  /**
   * Garbage is collected before each measurement, so that what holds the results is old: it is so
   * in a service, and storing new objects into old ones takes longer.
   */
  private Collection<RunResult> run(OnlineBenchmark.Kind kind, int threads) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(OnlineBenchmark.class.getName())
                  .param("kind", kind.name())
                  .threads(threads)
                  .forks(1)
                  .warmupIterations(3)
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(seconds)
                  .measurementTime(TimeValue.seconds(1))
                  .shouldDoGC(true)
                  .addProfiler(GCProfiler.class)
                  .shouldFailOnError(true)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("Cannot measure " + kind + ": " + e.getMessage(), e);
    }
  }

  private static double nanos(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static double bytes(RunResult result) {
    return result.getSecondaryResults().values().stream()
        .filter(secondary -> secondary.getLabel().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(secondary -> secondary.getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
