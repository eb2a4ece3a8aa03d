package rowan.spark.learn;

import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import rowan.fit.FittedValues;

/** The examples of payments, as the models of a split know them. */
interface CardExamples {

  /** The rows of the training. */
  Dataset<Row> training(TimeSplit split);

  /** All rows from the begin of the training to the end of the test, as they are when served. */
  Dataset<Row> served(TimeSplit split);

  /** What was fitted on the rows of the training; empty where inputs need nothing fitted. */
  Optional<FittedValues> fitted(TimeSplit split);

  /** Examples whose inputs do not depend on the split. */
  static CardExamples of(Dataset<Row> examples) {
    return new CardExamples() {
      @Override
      public Dataset<Row> training(TimeSplit split) {
        return examples.where(isBetween(split.from(), split.trainedUntil()));
      }

      @Override
      public Dataset<Row> served(TimeSplit split) {
        return examples.where(isBetween(split.from(), split.testedUntil()));
      }

      @Override
      public Optional<FittedValues> fitted(TimeSplit split) {
        return Optional.empty();
      }
    };
  }

  /** The condition on examples of a span of time, the end not included. */
  static Column isBetween(Instant from, Instant until) {
    return Examples.column(Examples.AT)
        .geq(functions.lit(from))
        .and(Examples.column(Examples.AT).lt(until));
  }
}
