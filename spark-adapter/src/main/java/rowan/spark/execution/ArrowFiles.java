package rowan.spark.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/**
 * Arrow IPC files, one for each partition, as a format that Spark writes: its commit protocol sees
 * to it that no half of a file stays. They are not read; Spark takes the name of this class for
 * that of the format.
 */
public final class ArrowFiles implements FileFormat {

  /** What makes the writers, on the executors. */
  private static final class Writers extends OutputWriterFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public String getFileExtension(TaskAttemptContext context) {
      return ".arrow";
    }

    @Override
    public OutputWriter newInstance(String path, StructType schema, TaskAttemptContext context) {
      try {
        return new ArrowOutput(path, schema, context.getConfiguration());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark, Job job, Map<String, String> options, StructType schema) {
    return new Writers();
  }

  @Override
  public Option<StructType> inferSchema(
      SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
    return Option.empty();
  }

  @Override
  public String toString() {
    return "Arrow";
  }
}
