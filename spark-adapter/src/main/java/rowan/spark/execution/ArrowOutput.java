package rowan.spark.execution;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.arrow.ArrowWriter;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;

/** One Arrow IPC file that a task writes, batch by batch. */
final class ArrowOutput extends OutputWriter {

  private static final int MOST_ROWS = 10_000;
  private static final int LEAST_ROWS = 100;

  /** How many values a batch of wide rows has, about. */
  private static final int VALUES = 4_000_000;

  private final String path;
  private final int batchRows;
  private final OutputStream stream;
  private final BufferAllocator memory;
  private final VectorSchemaRoot batch;
  private final ArrowWriter rows;
  private final ArrowFileWriter file;
  private int count;

  ArrowOutput(String path, StructType schema, Configuration configuration) throws IOException {
    this.path = path;
    this.batchRows =
        Math.max(LEAST_ROWS, Math.min(MOST_ROWS, VALUES / Math.max(1, schema.length())));
    Path file = new Path(path);
    this.stream = file.getFileSystem(configuration).create(file, false);
    this.memory = ArrowUtils.rootAllocator().newChildAllocator(path, 0, Long.MAX_VALUE);
    this.batch =
        VectorSchemaRoot.create(ArrowUtils.toArrowSchema(schema, "UTC", true, false), memory);
    this.rows = ArrowWriter.create(batch);
    this.file =
        new ArrowFileWriter(
            batch, new DictionaryProvider.MapDictionaryProvider(), Channels.newChannel(stream));
  }

  @Override
  public void write(InternalRow row) {
    rows.write(row);
    count++;
    if (count == batchRows) {
      writeBatch();
    }
  }

  private void writeBatch() {
    rows.finish();
    try {
      file.writeBatch();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
    }
    rows.reset();
    count = 0;
  }

  /** Also called when the task fails; the file is then deleted. */
  @Override
  public void close() {
    try (memory;
        batch;
        stream) {
      if (count > 0) {
        writeBatch();
      }
      file.end();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String path() {
    return path;
  }
}
