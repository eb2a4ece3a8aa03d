package rowan.spark.learn;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.model.TrainedModel;

/** A way to train a model, all of its settings chosen. */
interface Learner {

  /**
   * Trains a model: the same one, to the bit, from the same rows and seed. For this the rows are in
   * one partition, since MLlib draws at random by partition, and adds up what partitions found in
   * the order in which they happen to finish. What costs time, the features, is computed before, on
   * as many as there are.
   *
   * @param examples rows as of {@link Examples}, in one partition, in a fixed order
   * @param seed what random choices follow
   */
  TrainedModel train(Dataset<Row> examples, long seed);
}
