package rowan.spark.learn;

import static rowan.spark.learn.Examples.AT;
import static rowan.spark.learn.Examples.GROUP;
import static rowan.spark.learn.Examples.INPUTS;
import static rowan.spark.learn.Examples.LABEL;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rowan.feature.Model;

/** Examples and what a model says of them. */
final class Scoring {

  private Scoring() {}

  /** The day of an example since the epoch, UTC, whatever the time zone of the session. */
  static Column day() {
    return functions.floor(
        functions.unix_micros(Examples.column(AT)).divide(functions.lit(86_400_000_000L)));
  }

  /** Scores all examples and brings the scores here. */
  static List<ScoredRow> score(Dataset<Row> examples, Model model) {
    UDF1<scala.collection.Seq<Double>, Double> predict = inputs -> model.predict(doubles(inputs));
    Column score = functions.udf(predict, DataTypes.DoubleType).apply(Examples.column(INPUTS));
    return examples
        .select(day(), Examples.column(GROUP), Examples.column(LABEL), score)
        .collectAsList()
        .stream()
        .map(
            row ->
                new ScoredRow(row.getLong(0), row.getLong(1), row.getDouble(2), row.getDouble(3)))
        .toList();
  }

  static double[] doubles(scala.collection.Seq<Double> values) {
    double[] doubles = new double[values.length()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values.apply(i);
    }
    return doubles;
  }
}
