package rowan.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders that one try of a property makes, deleted after it: a test has very many. */
public final class TemporaryFolders {

  private final List<Path> made = new ArrayList<>();

  /** Makes one. */
  public Path make() {
    try {
      Path folder = Files.createTempDirectory("rowan");
      made.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many there are. */
  public int count() {
    return made.size();
  }

  /** Deletes them all, with what is in them. */
  public void delete() throws IOException {
    for (Path folder : made) {
      delete(folder);
    }
    made.clear();
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
