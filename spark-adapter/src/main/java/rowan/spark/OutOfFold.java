package rowan.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.fit.FitPlan;
import rowan.fit.FittedValues;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Plan;

/**
 * Features of training rows as a model may be trained on: a fitted value that knows the target of
 * every training row, such as a target mean, is fitted once for each fold of the rows, over all the
 * others, and each row is given the values that were fitted without it. Which fold a row is in
 * follows from its row key alone.
 *
 * <p>Rows that are scored later are given the values that {@link SparkAdapter#fit} fits over all.
 */
public final class OutOfFold {

  private final SparkAdapter adapter;
  private final SourceTable source;
  private final List<FittedValues> values;

  private OutOfFold(SparkAdapter adapter, SourceTable source, List<FittedValues> values) {
    this.adapter = adapter;
    this.source = source;
    this.values = List.copyOf(values);
  }

  /**
   * Fits once for each fold.
   *
   * @param source the source whose rows a model is trained on; rows of others are in no fold
   * @param folds how many, at least 2
   * @throws CheckException when the source has no row key; and as {@link SparkAdapter#fit}
   */
  public static OutOfFold fit(SparkAdapter adapter, FitPlan plan, SourceTable source, int folds) {
    check(plan, source, folds);
    List<FittedValues> values = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      SparkAdapter others = adapter.alsoWhere(fold(source, folds) + " <> " + fold);
      values.add(adapter.fit(plan, step -> step.source().equals(source) ? others : adapter));
    }
    return new OutOfFold(adapter, source, values);
  }

  private static void check(FitPlan plan, SourceTable source, int folds) {
    if (folds < 2) {
      throw new IllegalArgumentException(
          "Cannot fit %d folds; there are 2 at least".formatted(folds));
    }
    if (source.rowKey().isEmpty()) {
      throw new CheckException(
          "Cannot fit " + plan.graph().title(),
          List.of(
              Problem.at(
                  "no-row-key",
                  "source \"" + source.table() + "\"",
                  "Folds follow from the row key, and it has none; mark a component of it @RowKey.")));
    }
  }

  /** The fold of a row, in Spark's SQL. */
  private static String fold(SourceTable source, int folds) {
    String key =
        source.rowKey().stream()
            .map(Component::column)
            .map(column -> "`" + column.replace("`", "``") + "`")
            .collect(Collectors.joining(", "));
    return "pmod(xxhash64(%s), %d)".formatted(key, folds);
  }

  /** The values that the rows of a fold are given. */
  public FittedValues values(int fold) {
    return values.get(fold);
  }

  /**
   * The features of a plan for all training rows, each with the values that were fitted without it.
   * The rows come fold by fold.
   *
   * @throws CheckException when the plan is for rows of another source; and as {@link
   *     SparkAdapter#run}
   */
  public Dataset<Row> run(Plan plan) {
    if (!plan.spine().map(source::equals).orElse(false)) {
      throw new CheckException(
          "Cannot run the plan of " + plan.graph().title(),
          List.of(
              Problem.at(
                  "other-folds",
                  "request",
                  "The folds are of rows of \"%s\", and the plan is for others; plan with that spine."
                      .formatted(source.table()))));
    }
    return IntStream.range(0, values.size())
        .mapToObj(
            fold ->
                adapter
                    .alsoWhere(fold(source, values.size()) + " = " + fold)
                    .fitted(values.get(fold))
                    .run(plan))
        .reduce(Dataset::union)
        .orElseThrow();
  }
}
