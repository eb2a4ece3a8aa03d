package rowan.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.jspecify.annotations.Nullable;

/**
 * Payments in Arrow files as pandas writes them, with times in nanoseconds; and what is in such.
 */
final class ArrowPayments {

  private ArrowPayments() {}

  /** Writes payments with the row keys 1 to {@code count}; payment i is of i. */
  static void writeFile(Path file, int count, @Nullable CodecType compression) throws IOException {
    write(file, count, compression, false);
  }

  /** As {@link #writeFile}, as a stream. */
  static void writeStream(Path file, int count) throws IOException {
    write(file, count, null, true);
  }

  private static void write(Path file, int count, @Nullable CodecType compression, boolean isStream)
      throws IOException {
    try (BufferAllocator memory = new RootAllocator();
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      BigIntVector ids = new BigIntVector("transaction_id", memory);
      TimeStampNanoTZVector times = new TimeStampNanoTZVector("tx_datetime", memory, "UTC");
      Float8Vector amounts = new Float8Vector("TX_AMOUNT", memory);
      for (int i = 0; i < count; i++) {
        ids.setSafe(i, i + 1L);
        times.setSafe(i, 3_600_000_000_000L * i);
        amounts.setSafe(i, i + 1.0);
      }
      try (VectorSchemaRoot payments = VectorSchemaRoot.of(ids, times, amounts)) {
        payments.setRowCount(count);
        ArrowWriter writer =
            isStream
                ? new ArrowStreamWriter(payments, null, channel)
                : fileWriter(payments, channel, compression);
        writer.start();
        writer.writeBatch();
        writer.end();
      }
    }
  }

  private static ArrowWriter fileWriter(
      VectorSchemaRoot payments, FileChannel channel, @Nullable CodecType compression) {
    return compression == null
        ? new ArrowFileWriter(payments, null, channel)
        : new ArrowFileWriter(
            payments,
            null,
            channel,
            Map.of(),
            IpcOption.DEFAULT,
            CommonsCompressionFactory.INSTANCE,
            compression,
            Optional.empty());
  }

  /** The values of a column, by row key. */
  static Map<Long, Object> readFile(Path file, String column) throws IOException {
    try (BufferAllocator memory = new RootAllocator();
        ArrowReader reader = new ArrowFileReader(FileChannel.open(file), memory)) {
      return read(reader, column);
    }
  }

  /** As {@link #readFile}, of a stream. */
  static Map<Long, Object> readStream(Path file, String column) throws IOException {
    try (BufferAllocator memory = new RootAllocator();
        ArrowReader reader = new ArrowStreamReader(FileChannel.open(file), memory)) {
      return read(reader, column);
    }
  }

  private static Map<Long, Object> read(ArrowReader reader, String column) throws IOException {
    Map<Long, Object> values = new TreeMap<>();
    VectorSchemaRoot rows = reader.getVectorSchemaRoot();
    while (reader.loadNextBatch()) {
      for (int i = 0; i < rows.getRowCount(); i++) {
        values.put(
            (Long) rows.getVector("transaction_id").getObject(i),
            rows.getVector(column).getObject(i));
      }
    }
    return values;
  }
}
