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
 * An Arrow IPC file that appears complete or not at all: on this machine it is written under a
 * hidden name beside its own, for any other it is written here and put there whole. Or a stream to
 * standard output, which ends without Arrow's mark of the end when writing fails.
 */
final class ArrowOutputFile {

  /** What stands for standard input and output. */
  static final String STANDARD = "-";

  /** What writes batches, and says how many rows they have. */
  interface Batches {
    long writeTo(IpcFormat format, WritableByteChannel channel) throws IOException;
  }

  private static final String ADVICE = "choose another file, remove it, or overwrite it";

  private final String name;

  /** The file on this machine; null when it is none of this machine. */
  private final @Nullable Path file;

  private final boolean overwrites;

  private ArrowOutputFile(String name, @Nullable Path file, boolean overwrites) {
    this.name = name;
    this.file = file;
    this.overwrites = overwrites;
  }

  /** A file by its name, {@code -} for standard output. */
  static ArrowOutputFile of(String name, boolean overwrites) {
    boolean isHere = !name.equals(STANDARD) && !StoredFile.isElsewhere(name);
    return new ArrowOutputFile(name, isHere ? Path.of(name) : null, overwrites);
  }

  /**
   * Checks that the file may be written.
   *
   * @throws CheckException when it exists and is not to be replaced, or is no file
   */
  void check() {
    if (isElsewhere() && !overwrites) {
      StoredFile.destination(name).checkNew(ADVICE);
    }
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
      throw failed(file, "output-exists", "It exists already; " + ADVICE + ".");
    }
  }

  private boolean isElsewhere() {
    return StoredFile.isElsewhere(name);
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
      if (isElsewhere()) {
        return writeElsewhere(batches);
      }
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

  private long writeElsewhere(Batches batches) throws IOException {
    Path here = StoredFile.temporary();
    try {
      long rows;
      try (FileChannel channel = FileChannel.open(here, StandardOpenOption.WRITE)) {
        rows = batches.writeTo(IpcFormat.FILE, channel);
      }
      StoredFile.destination(name).copyFile(here, overwrites, ADVICE);
      return rows;
    } finally {
      Files.delete(here);
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
    return name.equals(STANDARD) ? "standard output" : name;
  }
}
