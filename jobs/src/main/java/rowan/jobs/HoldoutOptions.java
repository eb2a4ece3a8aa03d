package rowan.jobs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.type.Micros;

/** The options that say which customers a model is tested on, and as of which day. */
final class HoldoutOptions {

  @Option(
      names = "--holdout-keys",
      paramLabel = "FILE",
      description =
          "A CSV file with a header: the keys of the customers to test on, who are not trained on."
              + " Default: one customer in ten.")
  private @Nullable String keys;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description =
          "The day as of which customers are seen. Default: as long before the last event as the"
              + " label looks ahead.")
  private @Nullable Instant asOf;

  /** The keys; empty when none are given. */
  Optional<Dataset<Row>> keys(SparkSession spark) {
    return Optional.ofNullable(keys).map(file -> spark.read().option("header", "true").csv(file));
  }

  /**
   * The day as of which customers are seen.
   *
   * @throws CheckException when the events end before all that the label looks at
   */
  Instant asOf(SpineKeys spine, Node label) {
    Instant last = spine.lastEvent();
    Instant latest = last.minus(label.knownAfter());
    if (asOf != null && asOf.isAfter(latest)) {
      throw new CheckException(
          "Cannot train the model",
          List.of(
              Problem.at(
                  "missing-rows",
                  "--as-of",
                  "\"%s\" looks %s ahead, and the last event is of %s; take %s or an earlier day."
                      .formatted(
                          label.name(), Micros.text(label.knownAfter()), day(last), day(latest)))));
    }
    return asOf == null ? latest : asOf;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
