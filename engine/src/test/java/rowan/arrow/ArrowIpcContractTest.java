package rowan.arrow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.jspecify.annotations.Nullable;
import rowan.contract.AdapterContract;
import rowan.contract.Everything;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/** The contract, from a stream of small batches to a file. */
class ArrowIpcContractTest extends AdapterContract {

  private static final int BATCH = 7;

  @Override
  protected List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows) {
    ArrowScorer scorer = ArrowScorer.of(plan, inputs);
    try (BufferAllocator memory = new RootAllocator();
        ArrowStreamReader in =
            new ArrowStreamReader(new ByteArrayInputStream(stream(rows, memory)), memory)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      scorer.score(in, IpcFormat.FILE, Channels.newChannel(out), memory);
      return read(plan, out.toByteArray(), memory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] stream(List<Everything> rows, BufferAllocator memory) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(EverythingBatch.SCHEMA, memory);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      for (int first = 0; first < rows.size(); first += BATCH) {
        List<Everything> some = rows.subList(first, Math.min(rows.size(), first + BATCH));
        try (VectorSchemaRoot batch = EverythingBatch.of(some, memory)) {
          Batches.copy(batch, root);
          writer.writeBatch();
        }
      }
    }
    return out.toByteArray();
  }

  private static List<Map<String, @Nullable Object>> read(
      Plan plan, byte[] file, BufferAllocator memory) throws IOException {
    List<Map<String, @Nullable Object>> features = new ArrayList<>();
    try (ArrowFileReader reader =
        new ArrowFileReader(
            new SeekableReadChannel(new ByteArrayReadableSeekableByteChannel(file)), memory)) {
      while (reader.loadNextBatch()) {
        features.addAll(ArrowValues.features(plan, reader.getVectorSchemaRoot()));
      }
    }
    return features;
  }
}
