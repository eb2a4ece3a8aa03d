package rowan.spark.learn;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rowan.fit.FittedValues;

/**
 * What a model learns from and is used on; see {@link Examples}.
 *
 * @param training the rows to learn from, their inputs as they are learned from
 * @param served rows with the inputs that the model is given when it is used
 * @param fitted what was fitted on the former; empty where inputs need nothing fitted
 */
record SplitExamples(Dataset<Row> training, Dataset<Row> served, Optional<FittedValues> fitted) {}
