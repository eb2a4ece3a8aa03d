package rowan.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk of few bytes for a program to fill, which is gone when the program has ended. */
public final class SmallDisk {

  /** What tests say that are skipped where there is none. */
  public static final String MISSING =
      "a small disk cannot be mounted here: tests of a full disk need Linux, unshare, and user namespaces that are allowed";

  private SmallDisk() {}

  /** Whether a process may have a disk of its own, without being root. */
  public static boolean isAllowed() {
    try {
      Path folder = Files.createTempDirectory("disk");
      Process process =
          new ProcessBuilder(command(folder, 1 << 16, List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean isMounted = process.waitFor() == 0;
      Files.delete(folder);
      return isMounted;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /**
   * The command that runs another, for which a folder is a disk.
   *
   * @param bytes how much fits on it
   */
  public static List<String> command(Path folder, int bytes, List<String> command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"",
                "sh",
                Integer.toString(bytes),
                folder.toString()));
    all.addAll(command);
    return all;
  }
}
