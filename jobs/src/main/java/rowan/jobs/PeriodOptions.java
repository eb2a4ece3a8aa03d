package rowan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;
import rowan.spark.learn.TimeSplit;

/** The options that say which days a model is trained and tested on. */
final class PeriodOptions {

  /** The training week of the published experiment on card fraud. */
  private static final LocalDate PUBLISHED = LocalDate.of(2018, 7, 25);

  @Option(
      names = "--train-from",
      paramLabel = "DAY",
      description =
          "The first day of training, UTC. Default: 2018-07-25, as in the published experiment, where"
              + " the rows reach from a month before it to the end of its test; else the latest that"
              + " leaves a test.")
  private @Nullable LocalDate from;

  @Option(
      names = "--train-days",
      paramLabel = "N",
      description = "How many days to train on. Default: ${DEFAULT-VALUE}.")
  private int trainDays = 7;

  @Option(
      names = "--test-days",
      paramLabel = "N",
      description = "How many days to test on, once all is known. Default: ${DEFAULT-VALUE}.")
  private int testDays = 7;

  /**
   * The split of the rows of a spine.
   *
   * @throws CheckException when they do not reach to the end of its test
   */
  TimeSplit split(SparkAdapter adapter, Graph graph, Node label) {
    SourceTable spine =
        graph.sources().stream()
            .filter(source -> source.table().equals(label.source().orElseThrow()))
            .findFirst()
            .orElseThrow();
    Row range = range(adapter, graph, spine);
    LocalDate first = day(range.get(0));
    LocalDate last = day(range.get(1));
    LocalDate start = from == null ? byDefault(first, last, label.knownAfter()) : from;
    TimeSplit split = splitFrom(start, label.knownAfter());
    LocalDate needed = day(split.before(0).from());
    if (day(split.testedUntil()).isAfter(last.plusDays(1)) || needed.isBefore(first)) {
      throw missingRows(
          spine,
          "It has rows from %s to %s, but settings are chosen on rows from %s on and the test ends before %s."
              .formatted(first, last, needed, day(split.testedUntil())));
    }
    return split;
  }

  private static Row range(SparkAdapter adapter, Graph graph, SourceTable spine) {
    String time = spine.eventTime().orElseThrow().column();
    Row range =
        adapter
            .run(Plan.of(graph, spine.table() + "." + time))
            .agg(functions.min(time), functions.max(time))
            .first();
    if (range.isNullAt(0)) {
      throw missingRows(spine, "It has no rows.");
    }
    return range;
  }

  private static CheckException missingRows(SourceTable spine, String message) {
    return new CheckException(
        "Cannot train the model",
        List.of(Problem.at("missing-rows", "source \"" + spine.table() + "\"", message)));
  }

  /** The day of an event time, UTC. */
  private static LocalDate day(Object time) {
    return time instanceof LocalDate day
        ? day
        : LocalDate.ofInstant((Instant) time, ZoneOffset.UTC);
  }

  private LocalDate byDefault(LocalDate first, LocalDate last, Duration delay) {
    LocalDate publishedEnd = day(splitFrom(PUBLISHED, delay).testedUntil());
    boolean holdsPublished =
        !first.isAfter(PUBLISHED.minusMonths(1)) && !publishedEnd.isAfter(last.plusDays(1));
    return holdsPublished ? PUBLISHED : last.plusDays(1L - testDays - delay.toDays() - trainDays);
  }

  private TimeSplit splitFrom(LocalDate start, Duration delay) {
    return new TimeSplit(
        start.atStartOfDay(ZoneOffset.UTC).toInstant(),
        Duration.ofDays(trainDays),
        delay,
        Duration.ofDays(testDays));
  }
}
