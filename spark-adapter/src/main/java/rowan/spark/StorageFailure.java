package rowan.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;

/** Says in a line why files cannot be read or written. */
public final class StorageFailure {

  private StorageFailure() {}

  /**
   * A failure to read, write or open a file or a folder.
   *
   * @param verb what was tried, such as {@code read}
   */
  public static UncheckedIOException of(String verb, String path, IOException cause) {
    return new UncheckedIOException("Cannot %s %s: %s".formatted(verb, path, why(cause)), cause);
  }

  /** Stores tell of requests and their numbers, which hide what a person has to do. */
  private static String why(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "access is denied; check the credentials, and what they allow"
        : String.valueOf(cause.getMessage());
  }
}
