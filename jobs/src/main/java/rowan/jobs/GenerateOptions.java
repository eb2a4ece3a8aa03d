package rowan.jobs;

import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import rowan.spark.FeatureOutput;
import rowan.spark.OutputFormat;

/** The options that all generators have, and what they do with them. */
final class GenerateOptions {

  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final SessionOption session = new SessionOption();

  /** Writes the table that {@code generate} makes. */
  int write(Console console, Function<SparkSession, Dataset<Row>> generate) {
    SparkSession spark = session.open();
    FeatureOutput folder = output.open(spark, OutputFormat.PARQUET);
    folder.check(); // a generator counts its events before it gives rows
    folder.write(generate.apply(spark));
    console.err().println("Wrote " + output.folder());
    return 0;
  }
}
