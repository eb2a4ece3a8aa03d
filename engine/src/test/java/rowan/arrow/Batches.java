package rowan.arrow;

import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Batches from one place to another. */
final class Batches {

  private Batches() {}

  /** Puts the rows of a batch into another of its schema. */
  static void copy(VectorSchemaRoot from, VectorSchemaRoot to) {
    try (ArrowRecordBatch batch = new VectorUnloader(from).getRecordBatch()) {
      new VectorLoader(to).load(batch);
    }
  }
}
