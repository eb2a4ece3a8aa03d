package rowan.spark.learn;

import static rowan.spark.learn.Examples.GROUP;
import static rowan.spark.learn.Examples.LABEL;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.fit.FittedValues;
import rowan.model.TrainedModel;

/**
 * Card fraud, as the Reproducible Machine Learning for Credit Card Fraud Detection handbook tests
 * it: train, wait until the frauds are known, test. A customer one of whose frauds since the
 * training began is known when a test day begins is in the pool of the compromised, whose cards are
 * blocked: the payments of that day and later ones are not tested.
 */
final class CardExperiment implements Experiment {

  private static final String COMPROMISED = "compromised";

  private final CardExamples examples;
  private final TimeSplit split;
  private final int validations;

  /**
   * An experiment.
   *
   * @param examples payments with the customer as their group
   * @param validations how many earlier splits to validate on; 0 when there is nothing to choose
   */
  CardExperiment(CardExamples examples, TimeSplit split, int validations) {
    this.examples = examples;
    this.split = split;
    this.validations = validations;
  }

  @Override
  public Dataset<Row> training() {
    return training(split);
  }

  private Dataset<Row> training(TimeSplit split) {
    return examples.training(split).coalesce(1);
  }

  @Override
  public Metrics validate(Learner learner, long seed) {
    List<Metrics> metrics =
        IntStream.range(0, validations)
            .mapToObj(split::before)
            .map(earlier -> test(learner.train(training(earlier), seed), earlier))
            .toList();
    return Metrics.mean(metrics);
  }

  @Override
  public Metrics test(TrainedModel model) {
    return test(model, split);
  }

  @Override
  public Optional<FittedValues> fitted() {
    return examples.fitted(split);
  }

  private Metrics test(TrainedModel model, TimeSplit split) {
    return RankingMetrics.of(Scoring.score(tested(split), model));
  }

  /** The payments of the test by customers who are not in the pool on that day. */
  private Dataset<Row> tested(TimeSplit split) {
    Dataset<Row> served = examples.served(split);
    Dataset<Row> firstFrauds =
        served
            .where(Examples.column(LABEL).gt(0))
            .groupBy(Examples.column(GROUP))
            .agg(functions.min(Scoring.day()).as(COMPROMISED));
    Column knownThatDay =
        Examples.column(COMPROMISED)
            .isNotNull()
            .and(Scoring.day().minus(split.delay().toDays()).gt(Examples.column(COMPROMISED)));
    return served
        .where(CardExamples.isBetween(split.testedFrom(), split.testedUntil()))
        .join(firstFrauds, new String[] {GROUP}, "left")
        .where(functions.not(knownThatDay))
        .drop(COMPROMISED);
  }
}
