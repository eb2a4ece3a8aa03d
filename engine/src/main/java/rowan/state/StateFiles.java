package rowan.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of saved state, wherever they are: in a folder, or an object store. */
public interface StateFiles {

  /**
   * Opens a file.
   *
   * @throws IOException when there is none, or it cannot be read
   */
  InputStream open(String name) throws IOException;

  /** The files of a folder of this machine. */
  static StateFiles in(Path folder) {
    return name -> Files.newInputStream(folder.resolve(name));
  }
}
