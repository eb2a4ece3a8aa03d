package rowan.jobs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rowan.arrow.IpcFormat;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/**
 * An Arrow IPC file that appears complete or not at all: it is written under a hidden name beside
 * its own. Or a stream to standard output, which ends without Arrow's mark of the end when writing
 * fails.
 */
final class ArrowOutputFile {

  /** What stands for standard input and output. */
  static final String STANDARD = "-";

  /** What writes batches, and says how many rows they have. */
  interface Batches {
    long writeTo(IpcFormat format, WritableByteChannel channel) throws IOException;
  }

  private final @Nullable Path file;
  private final boolean overwrites;

  private ArrowOutputFile(@Nullable Path file, boolean overwrites) {
    this.file = file;
    this.overwrites = overwrites;
  }

  /** A file by its name, {@code -} for standard output. */
  static ArrowOutputFile of(String name, boolean overwrites) {
    return new ArrowOutputFile(name.equals(STANDARD) ? null : Path.of(name), overwrites);
  }

  /**
   * Checks that the file may be written.
   *
   * @throws CheckException when it exists and is not to be replaced, or is no file
   */
  void check() {
    if (file == null || (!Files.exists(file) && isInFolder(file))) {
      return;
    }
    if (!Files.exists(file)) {
      throw failed(file, "missing-folder", "Its folder does not exist; make it first.");
    }
    if (!Files.isRegularFile(file)) {
      throw failed(file, "not-a-file", "It is no file; choose another name.");
    }
    if (!overwrites) {
      throw failed(
          file,
          "output-exists",
          "It exists already; choose another file, remove it, or overwrite it.");
    }
  }

  private static boolean isInFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  private static CheckException failed(Path file, String code, String message) {
    return new CheckException(
        "Cannot write " + file, List.of(Problem.at(code, file.toString(), message)));
  }

  /** Writes batches, and says how many rows they have. */
  long write(Batches batches) {
    try {
      return file == null ? writeStream(batches) : writeFile(file, batches);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + this + ": " + e.getMessage(), e);
    }
  }

  private static long writeStream(Batches batches) throws IOException {
    try (FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel()) {
      return batches.writeTo(IpcFormat.STREAM, channel);
    }
  }

  private long writeFile(Path wanted, Batches batches) throws IOException {
    Path writing =
        wanted.resolveSibling("." + wanted.getFileName() + ".writing-" + UUID.randomUUID());
    try {
      long rows;
      try (FileChannel channel =
          FileChannel.open(writing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        rows = batches.writeTo(IpcFormat.FILE, channel);
      }
      check(); // somebody else may have been faster
      Files.move(writing, wanted, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } finally {
      Files.deleteIfExists(writing);
    }
  }

  @Override
  public String toString() {
    return file == null ? "standard output" : file.toString();
  }
}
