package rowan.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.spark.SparkAdapter;

/** The options that say which rows a model scores. */
final class ScoredRowsOptions {

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Which rows to score: a condition in Spark's SQL. Features see all rows all the same.")
  private @Nullable String where;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description =
          "When all rows ask, such as 2026-01-31. Needed where rows have no time of their own.")
  private @Nullable Instant asOf;

  /**
   * The plan of some features of the rows that the model scores.
   *
   * @throws CheckException when these rows have no time, and none is given
   */
  Plan plan(ModelOption.Loaded loaded, List<String> features) {
    String spine = loaded.use().score().source().orElseThrow();
    Request request = Request.of(features).spine(spine);
    if (asOf == null && needsTime(loaded)) {
      throw new CheckException(
          "Cannot score the rows",
          List.of(
              Problem.at(
                  "missing-time",
                  "--as-of",
                  "Rows of %s have no time of their own; say as of when: --as-of TIME."
                      .formatted(spine))));
    }
    return Plan.of(loaded.graph(), asOf == null ? request : request.asOf(asOf));
  }

  private static boolean needsTime(ModelOption.Loaded loaded) {
    return loaded.graph().sources().stream()
        .filter(source -> source.table().equals(loaded.use().score().source().orElseThrow()))
        .map(SourceTable::eventTime)
        .allMatch(Optional::isEmpty);
  }

  /** An adapter with the given tables; rows that have no time may be the keys of events. */
  SparkAdapter adapter(SparkSession spark, ModelOption.Loaded loaded, SourceOptions sources) {
    sources.checkKnown(loaded.graph());
    return asOf == null
        ? sources.read(spark, loaded.graph())
        : new SpineKeys(spark, loaded.graph(), loaded.use(), sources).adapter(asOf);
  }

  /** The adapter for the rows that are chosen, or these when none are. */
  SparkAdapter chosen(SparkAdapter adapter, Optional<String> byDefault) {
    return Optional.ofNullable(where).or(() -> byDefault).map(adapter::where).orElse(adapter);
  }
}
