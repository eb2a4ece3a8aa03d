package rowan.spark.learn;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.fit.FittedValues;
import rowan.model.TrainedModel;

/** Which rows to learn from, which to choose by, and which to test with. */
interface Experiment {

  /** The rows that the final model learns from. */
  Dataset<Row> training();

  /** How good a learner is on rows that it did not see, none of them of the test. */
  Metrics validate(Learner learner, long seed);

  /** How good a model is on the rows of the test. */
  Metrics test(TrainedModel model);

  /** What was fitted on the rows that the final model learns from. */
  default Optional<FittedValues> fitted() {
    return Optional.empty();
  }
}
