package rowan.jobs;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rowan.spark.SparkAdapter;

/** The option that says which rows Spark gives. */
final class ConditionOption {

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Which rows to give: a condition in Spark's SQL over columns and features. Features see"
              + " all rows all the same.")
  private @Nullable String where;

  /** Adds the condition. */
  SparkAdapter addTo(SparkAdapter adapter) {
    return where == null ? adapter : adapter.where(where);
  }
}
