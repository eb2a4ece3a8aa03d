package rowan.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import rowan.spark.Destination;
import rowan.spark.StorageFailure;

/**
 * A file on a file system that is not this machine's, for commands that read and write files of
 * this machine: a copy is kept here meanwhile.
 */
final class StoredFile {

  private static final Pattern ELSEWHERE = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+:/.*");

  private StoredFile() {}

  /** Whether a name is of a file elsewhere, such as {@code s3a://bucket/file}. */
  static boolean isElsewhere(String name) {
    return ELSEWHERE.matcher(name).matches();
  }

  /** A copy of a file, which is deleted when the process ends. */
  static Path fetch(String name) {
    org.apache.hadoop.fs.Path stored = new org.apache.hadoop.fs.Path(name);
    try {
      Path copy = temporary();
      FileSystem files = stored.getFileSystem(configuration());
      files.copyToLocalFile(false, stored, new org.apache.hadoop.fs.Path(copy.toUri()), true);
      return copy;
    } catch (IOException e) {
      throw StorageFailure.of("read", name, e);
    }
  }

  /** A file of this machine to write to, which is deleted when the process ends. */
  static Path temporary() throws IOException {
    Path file = Files.createTempFile("rowan", ".arrow");
    file.toFile().deleteOnExit();
    return file;
  }

  /** The file elsewhere, to write to. */
  static Destination destination(String name) {
    return Destination.at(configuration(), name);
  }

  /** Hadoop's settings as a session would have them. */
  private static Configuration configuration() {
    return new SessionOption().hadoop();
  }
}
