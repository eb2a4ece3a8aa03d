package rowan.spark.learn;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.graph.Problem;
import rowan.model.ModelArtifact;

/**
 * A folder with a trained model, on any file system. It appears complete or not at all: files are
 * written to a hidden folder beside it, which takes its name when all are there. Where a rename is
 * not atomic, what came last says what all others must be.
 */
public final class ArtifactFolder {

  private final FileSystem files;
  private final Path folder;

  private ArtifactFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The folder of a name, which need not exist. */
  public static ArtifactFolder at(SparkSession spark, String folder) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return new ArtifactFolder(files, files.makeQualified(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks the folder before anything is computed.
   *
   * @throws CheckException when it exists
   */
  public void checkNew() {
    try {
      if (files.exists(folder)) {
        throw new CheckException(
            "Cannot write " + folder,
            List.of(
                Problem.at(
                    "output-exists",
                    folder.toString(),
                    "It exists already; choose another folder, or remove it.")));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Writes a model.
   *
   * @param further files for people, by name
   * @throws CheckException when the folder exists
   */
  public void write(ModelArtifact artifact, Map<String, byte[]> further) {
    checkNew();
    Path staging =
        new Path(folder.getParent(), "." + folder.getName() + ".writing-" + UUID.randomUUID());
    try {
      writeAll(staging, further);
      writeAll(staging, artifact.files());
      checkNew(); // somebody else may have been faster
      if (!files.rename(staging, folder)) {
        throw new IOException("cannot rename " + staging);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      deleteQuietly(staging);
    }
  }

  private void writeAll(Path staging, Map<String, byte[]> contents) throws IOException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      try (OutputStream out = files.create(new Path(staging, file.getKey()))) {
        out.write(file.getValue());
      }
    }
  }

  private void deleteQuietly(Path staging) {
    try {
      files.delete(staging, true);
    } catch (IOException e) {
      // What made the write fail is thrown already; what is left is hidden.
    }
  }

  /**
   * Reads the model.
   *
   * @throws CheckException when it is not complete
   */
  public ModelArtifact read() {
    return ModelArtifact.read(file -> files.open(new Path(folder, file)), folder.toString());
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot write " + folder + ": " + e.getMessage(), e);
  }
}
