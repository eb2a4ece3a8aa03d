package rowan.spark.learn;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.model.ModelArtifact;
import rowan.spark.Destination;

/**
 * A folder with a trained model, on any file system. It appears complete or not at all, as {@link
 * Destination} says; what is written last says what all other files must be, so that a folder that
 * lacks it, or some of them, is refused.
 */
public final class ArtifactFolder {

  private static final String ADVICE = "choose another folder, remove it, or overwrite it";

  private final Destination folder;

  private final boolean overwrites;

  private ArtifactFolder(Destination folder, boolean overwrites) {
    this.folder = folder;
    this.overwrites = overwrites;
  }

  /**
   * The folder of a name, which need not exist.
   *
   * @param overwrites whether it is replaced as a whole when it is written and exists
   */
  public static ArtifactFolder at(SparkSession spark, String folder, boolean overwrites) {
    return new ArtifactFolder(Destination.at(spark, folder), overwrites);
  }

  /**
   * Checks the folder before anything is computed.
   *
   * @throws CheckException when it exists and is not to be replaced
   */
  public void check() {
    if (!overwrites) {
      folder.checkNew(ADVICE);
    }
  }

  /**
   * Writes a model.
   *
   * @param further files for people, by name
   * @throws CheckException when the folder exists and is not to be replaced
   */
  public void write(ModelArtifact artifact, Map<String, byte[]> further) {
    Map<String, byte[]> all = new LinkedHashMap<>(further);
    all.putAll(artifact.files());
    folder.writeFolder(
        (files, path) -> {
          for (Map.Entry<String, byte[]> file : all.entrySet()) {
            try (OutputStream out = files.create(new Path(path, file.getKey()))) {
              out.write(file.getValue());
            }
          }
          return path;
        },
        overwrites,
        ADVICE);
  }

  /**
   * Reads the model.
   *
   * @throws CheckException when it is not complete
   */
  public ModelArtifact read() {
    return ModelArtifact.read(folder::open, folder.toString());
  }
}
