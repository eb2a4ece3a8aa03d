package rowan.spark.learn;

import static rowan.spark.learn.Examples.GROUP;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.spark.SparkAdapter;

/** The examples of customers, as a model that learns from some of them knows them. */
interface CustomerExamples {

  /**
   * What a model learns from some customers, and is given of others.
   *
   * @param learned the keys of the former, in a column {@value Examples#GROUP}
   * @param used the keys of the latter
   */
  SplitExamples of(Dataset<Row> learned, Dataset<Row> used);

  /** Examples whose inputs do not depend on whom a model learns from. */
  static CustomerExamples of(Dataset<Row> examples) {
    return (learned, used) ->
        new SplitExamples(among(examples, learned), among(examples, used), Optional.empty());
  }

  private static Dataset<Row> among(Dataset<Row> examples, Dataset<Row> keys) {
    return examples
        .join(keys, new String[] {GROUP}, "left_semi")
        .orderBy(Examples.column(GROUP))
        .cache();
  }

  /**
   * Examples whose inputs need values that are fitted on the customers that a model learns from.
   *
   * @param key the column with the key of a customer
   */
  static CustomerExamples of(FittedExamples examples, SparkAdapter adapter, String key) {
    return (learned, used) ->
        examples.fit(
            adapter.only(learned.withColumnRenamed(GROUP, key)),
            adapter.only(used.withColumnRenamed(GROUP, key)));
  }
}
