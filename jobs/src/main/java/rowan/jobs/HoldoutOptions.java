package rowan.jobs;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Node;
import rowan.graph.Problem;

/** The options that say which customers a model is tested on, and as of which day. */
final class HoldoutOptions {

  @Option(
      names = "--holdout-keys",
      paramLabel = "FILE",
      description =
          "A CSV file with a header: the keys of the customers to test on, who are not trained on.")
  private @Nullable String keys;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description =
          "The day as of which customers are seen. Default: as long before the last event as the"
              + " label looks ahead.")
  private @Nullable Instant asOf;

  /**
   * The keys.
   *
   * @throws CheckException when none are given
   */
  Dataset<Row> keys(SparkSession spark) {
    if (keys == null) {
      throw new CheckException(
          "Cannot train the model",
          List.of(
              Problem.at(
                  "missing-holdout",
                  "--holdout-keys",
                  "Say which customers to test on: --holdout-keys FILE.")));
    }
    return spark.read().option("header", "true").csv(keys);
  }

  /** The day as of which customers are seen. */
  Instant asOf(SpineKeys spine, Node label) {
    return asOf == null ? spine.lastEvent().minus(label.knownAfter()) : asOf;
  }
}
