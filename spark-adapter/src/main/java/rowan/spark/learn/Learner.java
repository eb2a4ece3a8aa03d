package rowan.spark.learn;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.model.TrainedModel;

/** A way to train a model, all of its settings chosen. */
interface Learner {

  /**
   * Trains a model.
   *
   * @param examples rows as of {@link Examples}, in one partition, in a fixed order
   * @param seed what random choices follow
   */
  TrainedModel train(Dataset<Row> examples, long seed);
}
