package rowan.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;

/**
 * A small text on any file system that Hadoop knows, in UTF-8. It appears complete or not at all,
 * as {@link Destination} says.
 */
public final class TextFile {

  private static final String ADVICE = "choose another file, remove it, or overwrite it";

  private final Destination file;

  private TextFile(Destination file) {
    this.file = file;
  }

  /** The file of a path, whether it exists or not. */
  public static TextFile at(SparkSession spark, String path) {
    return new TextFile(Destination.at(spark, path));
  }

  /** The text. */
  public String read() {
    try (InputStream in = file.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw StorageFailure.of("read", file.toString(), e);
    }
  }

  /**
   * Checks that the file can be written.
   *
   * @throws CheckException when it exists and is not to be replaced
   */
  public void check(boolean overwrites) {
    if (!overwrites) {
      file.checkNew(ADVICE);
    }
  }

  /**
   * Writes the text.
   *
   * @throws CheckException when the file exists and is not to be replaced
   */
  public void write(String text, boolean overwrites) {
    check(overwrites);
    file.writeFile(text.getBytes(StandardCharsets.UTF_8), overwrites, ADVICE);
  }
}
