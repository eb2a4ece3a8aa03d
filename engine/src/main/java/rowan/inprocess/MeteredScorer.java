package rowan.inprocess;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.graph.Node;

/**
 * A scorer whose work Micrometer measures. It needs {@code io.micrometer:micrometer-core}, which
 * the engine does not bring; a scorer that is used without it costs nothing more.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><td>{@code rowan.score}</td><td>timer: how long scoring takes; of {@code scoreAndObserve},
 *     both</td></tr>
 *   <tr><td>{@code rowan.score.failures}</td><td>rows that could not be scored</td></tr>
 *   <tr><td>{@code rowan.score.incomplete}</td><td>rows that did not see all events that they
 *     should, see {@link Scores#isComplete}</td></tr>
 *   <tr><td>{@code rowan.inputs.missing}</td><td>null values of a {@code column} that features
 *     read</td></tr>
 *   <tr><td>{@code rowan.windows.empty}</td><td>rows for which a {@code feature} saw no
 *     event</td></tr>
 *   <tr><td>{@code rowan.observe}</td><td>timer: how long it takes to take in an event</td></tr>
 *   <tr><td>{@code rowan.events.late}</td><td>events that were refused because they came too
 *     late</td></tr>
 *   <tr><td>{@code rowan.events.ahead}</td><td>events that were refused because they are dated too
 *     far ahead</td></tr>
 * </table>
 */
public final class MeteredScorer {

  private final Scorer scorer;
  private final Timer scoring;
  private final Timer observing;
  private final Counter failures;
  private final Counter incomplete;

  /**
   * Measures a scorer, whoever else uses it. One scorer is measured once.
   *
   * @param registry where the meters are
   * @param tags names and values, by turns, that all meters have
   */
  public MeteredScorer(Scorer scorer, MeterRegistry registry, String... tags) {
    this.scorer = scorer;
    this.scoring = registry.timer("rowan.score", tags);
    this.observing = registry.timer("rowan.observe", tags);
    this.failures = registry.counter("rowan.score.failures", tags);
    this.incomplete = registry.counter("rowan.score.incomplete", tags);
    FunctionCounter.builder("rowan.events.late", scorer, Scorer::lateEvents)
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("rowan.events.ahead", scorer, Scorer::eventsAhead)
        .tags(tags)
        .register(registry);
    scorer.listen(new Lacks(scorer, registry, Tags.of(tags)));
  }

  /** Counts what rows lack; all counters are there from the start, at 0. */
  private static final class Lacks implements ScoreListener {

    private final Map<Node, Counter> missing = new HashMap<>();
    private final Map<Node, Counter> empty = new HashMap<>();

    Lacks(Scorer scorer, MeterRegistry registry, Tags tags) {
      scorer
          .optionalColumns()
          .forEach(
              node ->
                  missing.put(
                      node,
                      registry.counter("rowan.inputs.missing", tags.and("column", node.column()))));
      scorer
          .aggregates()
          .forEach(
              node ->
                  empty.put(
                      node,
                      registry.counter("rowan.windows.empty", tags.and("feature", node.column()))));
    }

    @Override
    public void missing(Node column) {
      increment(missing.get(column));
    }

    @Override
    public void empty(Node aggregate) {
      increment(empty.get(aggregate));
    }

    private static void increment(@Nullable Counter counter) {
      if (counter != null) {
        counter.increment();
      }
    }
  }

  /** The scorer that is measured. */
  public Scorer scorer() {
    return scorer;
  }

  /** As {@link Scorer#score(Record)}. */
  public Scores score(Record row) {
    return timed(() -> scorer.score(row));
  }

  /** As {@link Scorer#score(Record, Scores)}. */
  public void score(Record row, Scores into) {
    timed(
        () -> {
          scorer.score(row, into);
          return into;
        });
  }

  /** As {@link Scorer#score(Map)}. */
  public Scores score(Map<String, ? extends @Nullable Object> row) {
    return timed(() -> scorer.score(row));
  }

  /** As {@link Scorer#scoreAndObserve(Record)}. */
  public Scores scoreAndObserve(Record row) {
    return timed(() -> scorer.scoreAndObserve(row));
  }

  /** As {@link Scorer#scoreAndObserve(Map)}. */
  public Scores scoreAndObserve(Map<String, ? extends @Nullable Object> row) {
    return timed(() -> scorer.scoreAndObserve(row));
  }

  /** As {@link Scorer#observe(Record)}. */
  public boolean observe(Record event) {
    return observing.record(() -> scorer.observe(event));
  }

  /** As {@link Scorer#observe(String, Map)}. */
  public boolean observe(String source, Map<String, ? extends @Nullable Object> event) {
    return observing.record(() -> scorer.observe(source, event));
  }

  private Scores timed(Supplier<Scores> work) {
    long start = System.nanoTime();
    try {
      Scores scores = work.get();
      if (!scores.isComplete()) {
        incomplete.increment();
      }
      return scores;
    } catch (RuntimeException e) {
      failures.increment();
      throw e;
    } finally {
      scoring.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }
}
