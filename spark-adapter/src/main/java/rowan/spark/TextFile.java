package rowan.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/**
 * A small text on any file system that Hadoop knows, in UTF-8. It appears complete or not at all:
 * it is written to a hidden file beside it, which then takes its name.
 */
public final class TextFile {

  private final FileSystem files;
  private final Path path;

  private TextFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /** The file of a path, whether it exists or not. */
  public static TextFile at(SparkSession spark, String path) {
    Path given = new Path(path);
    try {
      return new TextFile(given.getFileSystem(spark.sparkContext().hadoopConfiguration()), given);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + path + ": " + e.getMessage(), e);
    }
  }

  /** The text. */
  public String read() {
    try (FSDataInputStream in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that the file can be written.
   *
   * @throws CheckException when it exists and is not to be replaced
   */
  public void check(boolean overwrites) {
    try {
      if (!overwrites && files.exists(path)) {
        throw new CheckException(
            "Cannot write " + path,
            List.of(
                Problem.at(
                    "output-exists",
                    path.toString(),
                    "It exists already; choose another file, remove it, or overwrite it.")));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Writes the text.
   *
   * @throws CheckException when the file exists and is not to be replaced
   */
  public void write(String text, boolean overwrites) {
    check(overwrites);
    Path hidden =
        new Path(path.getParent(), "." + path.getName() + ".writing-" + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(hidden)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (overwrites) {
        files.delete(path, false);
      }
      if (!files.rename(hidden, path)) {
        throw new IOException("cannot rename " + hidden + " to " + path);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      deleteQuietly(hidden);
    }
  }

  private void deleteQuietly(Path hidden) {
    try {
      files.delete(hidden, false);
    } catch (IOException e) {
      // What made the write fail is thrown already; what is left is hidden.
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
  }
}
