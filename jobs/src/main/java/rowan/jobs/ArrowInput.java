package rowan.jobs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/** Batches of rows in an Arrow IPC file or stream. */
final class ArrowInput {

  private static final byte[] FILE = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STREAM = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

  private ArrowInput() {}

  /**
   * Opens a file, or a stream from standard input.
   *
   * @param name of the file; {@code -} for standard input
   * @throws CheckException when there is no such file, or it is not Arrow's
   * @throws IOException when it cannot be read
   */
  static ArrowReader open(String name, BufferAllocator memory) throws IOException {
    if (name.equals(ArrowOutputFile.STANDARD)) {
      return standardInput(memory);
    }
    Path file = StoredFile.isElsewhere(name) ? StoredFile.fetch(name) : Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw failed(name, "missing-path", "There is no such file; name an Arrow IPC file.");
    }
    byte[] start = start(file);
    if (startsWith(start, FILE)) {
      return new ArrowFileReader(
          Files.newByteChannel(file), memory, CommonsCompressionFactory.INSTANCE);
    }
    if (!startsWith(start, STREAM)) {
      throw failed(name, "not-arrow", "It is neither an Arrow IPC file nor an Arrow IPC stream.");
    }
    return stream(new BufferedInputStream(Files.newInputStream(file)), memory);
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(FILE.length);
    }
  }

  private static ArrowReader standardInput(BufferAllocator memory) throws IOException {
    BufferedInputStream in = new BufferedInputStream(System.in);
    in.mark(FILE.length);
    byte[] start = in.readNBytes(FILE.length);
    in.reset();
    if (startsWith(start, FILE)) {
      throw failed(
          "standard input",
          "not-a-stream",
          "It is an Arrow IPC file, which is read from its end; name the file, or give a stream.");
    }
    if (!startsWith(start, STREAM)) {
      throw failed("standard input", "not-arrow", "It is no Arrow IPC stream.");
    }
    return stream(in, memory);
  }

  private static ArrowReader stream(InputStream in, BufferAllocator memory) {
    return new ArrowStreamReader(in, memory, CommonsCompressionFactory.INSTANCE);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static CheckException failed(String place, String code, String message) {
    return new CheckException("Cannot read the rows", List.of(Problem.at(code, place, message)));
  }
}
