package rowan.jobs;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import rowan.spark.FeatureOutput;
import rowan.spark.OutputFormat;

/** The options that say where rows are written. */
final class OutputOptions {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write. It must not exist yet.")
  private String folder = "";

  @Option(names = "--overwrite", description = "Replace the folder as a whole when it exists.")
  private boolean overwrite;

  /** The folder, as it was given. */
  String folder() {
    return folder;
  }

  /** The folder, to write to. */
  FeatureOutput open(SparkSession spark, OutputFormat format) {
    FeatureOutput output = FeatureOutput.at(spark, folder, format);
    return overwrite ? output.overwriting() : output;
  }
}
