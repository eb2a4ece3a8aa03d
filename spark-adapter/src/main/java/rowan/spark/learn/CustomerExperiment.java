package rowan.spark.learn;

import static rowan.spark.learn.Examples.GROUP;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.model.TrainedModel;

/**
 * The value of customers: train on some, test on others, all as of one day. What is chosen is
 * chosen by cross-validation among the former.
 */
final class CustomerExperiment implements Experiment {

  private static final String HELD_OUT = "held out";

  private final Dataset<Row> known;
  private final Dataset<Row> tested;
  private final int folds;

  /**
   * An experiment.
   *
   * @param examples customers, each with its own group
   * @param heldOut the groups to test with, in a column {@value Examples#GROUP}
   */
  CustomerExperiment(Dataset<Row> examples, Dataset<Row> heldOut, int folds) {
    Dataset<Row> marked =
        examples
            .join(
                heldOut
                    .select(Examples.column(GROUP))
                    .distinct()
                    .withColumn(HELD_OUT, functions.lit(1)),
                new String[] {GROUP},
                "left")
            .orderBy(Examples.column(GROUP))
            .cache();
    this.known = marked.where(Examples.column(HELD_OUT).isNull()).drop(HELD_OUT);
    this.tested = marked.where(Examples.column(HELD_OUT).isNotNull()).drop(HELD_OUT);
    this.folds = folds;
  }

  @Override
  public Dataset<Row> training() {
    return known.coalesce(1);
  }

  @Override
  public Metrics validate(Learner learner, long seed) {
    Column fold = functions.pmod(functions.xxhash64(Examples.column(GROUP)), functions.lit(folds));
    List<Metrics> metrics =
        IntStream.range(0, folds)
            .mapToObj(
                i -> {
                  TrainedModel model =
                      learner.train(known.where(fold.notEqual(i)).coalesce(1), seed);
                  return (Metrics) test(model, known.where(fold.equalTo(i)));
                })
            .toList();
    return Metrics.mean(metrics);
  }

  @Override
  public Metrics test(TrainedModel model) {
    return test(model, tested);
  }

  private static ErrorMetrics test(TrainedModel model, Dataset<Row> customers) {
    return ErrorMetrics.of(Scoring.score(customers, model));
  }
}
