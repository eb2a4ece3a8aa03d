package rowan.arrow;

import java.nio.channels.WritableByteChannel;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;

/** How batches are laid out as bytes. */
public enum IpcFormat {
  /** One batch after the other, for pipes and sockets. */
  STREAM,
  /** A stream and an index of its batches, for files. */
  FILE;

  ArrowWriter writer(VectorSchemaRoot rows, WritableByteChannel out) {
    DictionaryProvider none = new DictionaryProvider.MapDictionaryProvider();
    return this == FILE
        ? new ArrowFileWriter(rows, none, out)
        : new ArrowStreamWriter(rows, none, out);
  }
}
