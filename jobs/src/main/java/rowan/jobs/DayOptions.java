package rowan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Period;
import rowan.plan.Plan;
import rowan.spark.SparkAdapter;
import rowan.spark.StateExport;
import rowan.type.Name;

/** The options of a job that computes some days. */
final class DayOptions {

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description =
          "The first day, UTC, whose rows are computed. Of what came before only that is read which"
              + " windows reach. The output has a folder for each day, of which others are left alone.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "The day after the last one. Default: the day after --from.")
  private @Nullable LocalDate to;

  @Option(
      names = "--state-in",
      paramLabel = "DIR",
      description =
          "The state to go on from, of the run that ended at --from: what has no window needs no older"
              + " events then.")
  private @Nullable String stateIn;

  @Option(
      names = "--state-out",
      paramLabel = "DIR",
      description =
          "Where to save the state at --to, for the next run or a scorer. It is replaced as a whole.")
  private @Nullable String stateOut;

  @Option(
      names = "--lateness",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = StateExportCommand.DurationConverter.class,
      description =
          "How late events may come that go on from --state-out; such as 1d or 12h. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration lateness = Duration.ZERO;

  @Option(
      names = "--partition",
      paramLabel = "NAME=COLUMN",
      converter = Assignment.NotEmpty.class,
      description =
          "The column by which a source's files are in folders: the date of the event time, UTC. So"
              + " folders of other days are not even listed. Repeat it for each source.")
  private List<Assignment> partitions = List.of();

  /**
   * Whether days are asked for.
   *
   * @throws CheckException when the options do not go together
   */
  boolean given() {
    List<Problem> problems = new ArrayList<>();
    if (from == null) {
      boolean any = to != null || stateIn != null || stateOut != null || !partitions.isEmpty();
      if (any) {
        problems.add(
            Problem.at(
                "days",
                "--from",
                "--to, --state-in, --state-out and --partition are for days; say the first of them."));
      }
    } else if (to != null && !from.isBefore(to)) {
      problems.add(
          Problem.at(
              "days", "--to", "It must be after --from; %s is not after %s.".formatted(to, from)));
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot tell which days to compute", problems);
    }
    return from != null;
  }

  /** The days. */
  List<LocalDate> days() {
    return first().datesUntil(after()).toList();
  }

  private LocalDate first() {
    return Objects.requireNonNull(from);
  }

  private LocalDate after() {
    return to == null ? first().plusDays(1) : to;
  }

  private Instant begin() {
    return midnight(first());
  }

  private Instant end() {
    return midnight(after());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The days as a period. */
  Period period() {
    return new Period(begin(), end(), stateIn != null);
  }

  /** An adapter for the days. */
  SparkAdapter addTo(SparkAdapter adapter) {
    return stateIn == null
        ? adapter.during(begin(), end())
        : adapter.during(begin(), end(), stateIn);
  }

  /** Which day a row is of. */
  Column dayOf(Plan plan) {
    SourceTable spine = plan.spine().orElseThrow();
    return functions.to_date(
        functions.col("`%s`".formatted(spine.eventTime().orElseThrow().column())));
  }

  /**
   * Of a table, the folders of the days that are read.
   *
   * @throws CheckException when the table has no such column
   */
  Dataset<Row> folders(Plan plan, SourceTable source, Dataset<Row> table) {
    Map<Name, String> columns = Assignment.byName("partition", partitions);
    String column = columns.get(Name.of(source.table()));
    if (column == null || from == null) {
      return table;
    }
    if (!List.of(table.columns()).contains(column)) {
      throw new CheckException(
          "Cannot read source " + source.table(),
          List.of(
              Problem.at(
                  "missing-column",
                  "column \"" + column + "\"",
                  "The table has no such column to tell its folders by.")));
    }
    Period.Reading reading = period().reading(plan, source);
    Column date = functions.col("`%s`".formatted(column));
    Column read = date.leq(functions.lit(day(reading.until())));
    return table.where(
        reading.from().map(first -> read.and(date.geq(functions.lit(day(first))))).orElse(read));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Saves the state at the end, if that is asked for. */
  Optional<String> save(Plan plan, SparkAdapter adapter) {
    if (stateOut != null) {
      StateExport.of(plan, end(), lateness).overwriting().write(adapter, stateOut);
    }
    return Optional.ofNullable(stateOut);
  }
}
