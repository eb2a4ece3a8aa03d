package rowan.spark.learn;

import static rowan.spark.learn.Examples.INPUTS;
import static rowan.spark.learn.Examples.LABEL;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;

/** Examples as MLlib takes them: columns {@code label} and {@code features}, nothing missing. */
final class TrainingVectors {

  static final String FEATURES = "features";

  /** Beyond all values, so that a split sends it right, where NaN goes. */
  private static final double BEYOND = Double.MAX_VALUE / 4;

  private TrainingVectors() {}

  /** For trees: what is missing is larger than all else, as it is when the model predicts. */
  static Dataset<Row> forTrees(Dataset<Row> examples) {
    double[] beyond = new double[inputs(examples)];
    Arrays.fill(beyond, BEYOND);
    return filled(examples, beyond);
  }

  /** With these values for what is missing. */
  static Dataset<Row> filled(Dataset<Row> examples, double[] missing) {
    UDF1<scala.collection.Seq<Double>, Vector> vector = inputs -> vector(inputs, missing);
    return examples.select(
        Examples.column(LABEL),
        functions
            .udf(vector, SQLDataTypes.VectorType())
            .apply(Examples.column(INPUTS))
            .as(FEATURES));
  }

  private static Vector vector(scala.collection.Seq<Double> inputs, double[] missing) {
    double[] values = Scoring.doubles(inputs);
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? missing[i] : values[i];
    }
    return Vectors.dense(values);
  }

  /** The mean of each input over the rows that have it; 0 where none has. */
  static double[] means(Dataset<Row> examples) {
    Column[] means = new Column[inputs(examples)];
    for (int i = 0; i < means.length; i++) {
      Column input = functions.element_at(Examples.column(INPUTS), i + 1);
      Column given = functions.when(functions.not(functions.isnan(input)), input);
      means[i] = functions.coalesce(functions.avg(given), functions.lit(0.0));
    }
    Row row = examples.select(means).first();
    double[] values = new double[means.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getDouble(i);
    }
    return values;
  }

  private static int inputs(Dataset<Row> examples) {
    return examples.select(functions.size(Examples.column(INPUTS))).first().getInt(0);
  }
}
