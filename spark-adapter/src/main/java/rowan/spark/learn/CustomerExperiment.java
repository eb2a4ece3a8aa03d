package rowan.spark.learn;

import static rowan.spark.learn.Examples.GROUP;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.fit.FittedValues;
import rowan.model.TrainedModel;

/**
 * The value of customers: train on some, test on others, all as of one day. What is chosen is
 * chosen by cross-validation among the former.
 */
final class CustomerExperiment implements Experiment {

  private final CustomerExamples examples;
  private final Dataset<Row> known;
  private final SplitExamples whole;
  private final int folds;
  private final Map<Integer, SplitExamples> parts = new HashMap<>();

  /**
   * An experiment.
   *
   * @param customers the keys of all customers, in a column {@value Examples#GROUP}
   * @param heldOut the keys of those to test with, and perhaps of others
   */
  CustomerExperiment(
      CustomerExamples examples, Dataset<Row> customers, Dataset<Row> heldOut, int folds) {
    String[] key = {GROUP};
    this.examples = examples;
    this.known = customers.join(heldOut, key, "left_anti").cache();
    this.whole = examples.of(known, customers.join(heldOut, key, "left_semi"));
    this.folds = folds;
  }

  @Override
  public Dataset<Row> training() {
    return whole.training().coalesce(1);
  }

  @Override
  public Metrics validate(Learner learner, long seed) {
    List<Metrics> metrics =
        IntStream.range(0, folds)
            .mapToObj(i -> parts.computeIfAbsent(i, this::part))
            .map(
                part ->
                    (Metrics) test(learner.train(part.training().coalesce(1), seed), part.served()))
            .toList();
    return Metrics.mean(metrics);
  }

  /** The customers of all folds but one to learn from, those of that one to validate with. */
  private SplitExamples part(int i) {
    Column fold = functions.pmod(functions.xxhash64(Examples.column(GROUP)), functions.lit(folds));
    return examples.of(known.where(fold.notEqual(i)), known.where(fold.equalTo(i)));
  }

  @Override
  public Metrics test(TrainedModel model) {
    return test(model, whole.served());
  }

  @Override
  public Optional<FittedValues> fitted() {
    return whole.fitted();
  }

  private static ErrorMetrics test(TrainedModel model, Dataset<Row> customers) {
    return ErrorMetrics.of(Scoring.score(customers, model));
  }
}
