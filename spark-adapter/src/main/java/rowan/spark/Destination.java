package rowan.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.graph.Problem;

/**
 * A file or a folder to write, on any file system that Hadoop knows, which appears complete or not
 * at all.
 *
 * <p>Where a rename is one step, what is written has a hidden name beside its own, which it takes
 * when all is there. An object store has no such rename. There a file is put whole, in one step; a
 * folder is written in its place, and until it is complete it holds {@value #UNFINISHED}, for which
 * {@link SourceFiles} refuses it. What a failure leaves behind is removed; where even that fails,
 * the mark stays.
 */
public final class Destination {

  /** The file that says that a folder in an object store is not complete. */
  public static final String UNFINISHED = "_UNFINISHED";

  /** What Spark, and who follows it, takes for complete. */
  static final String SUCCESS = "_SUCCESS";

  /** Where a rename is one step; all others are taken for object stores, as which they work too. */
  private static final Set<String> RENAMING = Set.of("file", "hdfs", "viewfs");

  /** Writes what is in a file or a folder. */
  @FunctionalInterface
  public interface Contents<T> {
    /**
     * Writes to a path, of which nobody knows yet.
     *
     * @return what the writer of it all is given
     */
    T writeTo(FileSystem files, Path path) throws IOException;
  }

  private final String given;
  private final FileSystem files;
  private final Path path;

  private Destination(String given, FileSystem files, Path path) {
    this.given = given;
    this.files = files;
    this.path = path;
  }

  /** The file or folder of a path, whether it exists or not. */
  public static Destination at(Configuration configuration, String given) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      return new Destination(given, files, files.makeQualified(path));
    } catch (IOException e) {
      throw StorageFailure.of("open", given, e);
    }
  }

  /** The file or folder of a path, as a session is configured. */
  public static Destination at(SparkSession spark, String given) {
    return at(spark.sparkContext().hadoopConfiguration(), given);
  }

  /**
   * Checks that there is nothing there, before anything is computed.
   *
   * @param advice what to do otherwise
   * @throws CheckException when there is something
   */
  public void checkNew(String advice) {
    if (exists()) {
      throw taken(advice);
    }
  }

  boolean exists() {
    try {
      return files.exists(path);
    } catch (IOException e) {
      throw StorageFailure.of("write", given, e);
    }
  }

  Problem exists(String advice) {
    return Problem.at("output-exists", given, "It exists already; " + advice + ".");
  }

  private CheckException taken(String advice) {
    return new CheckException("Cannot write " + given, List.of(exists(advice)));
  }

  /** Opens the file that is there. */
  FSDataInputStream open() throws IOException {
    return files.open(path);
  }

  /** Opens a file of the folder that is there. */
  public FSDataInputStream open(String child) throws IOException {
    return files.open(new Path(path, child));
  }

  /**
   * Writes a file.
   *
   * @param replaces whether it may be there already; it is then the old one until it is the new
   * @param advice what to do when it is there and may not
   * @throws CheckException when it is there and may not, even if it was not yet when it was checked
   */
  public void writeFile(byte[] content, boolean replaces, String advice) {
    Contents<Boolean> contents =
        (to, file) -> {
          try (OutputStream out = to.create(file, replaces)) {
            out.write(content);
          }
          return true;
        };
    write(() -> renames() ? aside(contents, replaces) : contents.writeTo(files, path), advice);
  }

  /**
   * Puts a file of this machine there, which may be large.
   *
   * @throws CheckException as {@link #writeFile}
   */
  public void copyFile(java.nio.file.Path local, boolean replaces, String advice) {
    Contents<Boolean> contents =
        (to, file) -> {
          try (OutputStream out = to.create(file, replaces)) {
            Files.copy(local, out);
          }
          return true;
        };
    write(() -> renames() ? aside(contents, replaces) : contents.writeTo(files, path), advice);
  }

  /**
   * Writes a folder.
   *
   * @param replaces whether it may be there already; a failure then leaves the old one
   * @param advice what to do when it is there and may not
   * @throws CheckException as {@link #writeFile}
   */
  public <T> T writeFolder(Contents<T> contents, boolean replaces, String advice) {
    return write(() -> renames() ? aside(contents, replaces) : marked(contents, replaces), advice);
  }

  /**
   * Writes to a hidden folder within this one, from where the contents are taken; what is left of
   * it is removed.
   */
  <T> T writeInto(Contents<T> contents) {
    Path aside = new Path(path, ".writing-" + UUID.randomUUID());
    try {
      return contents.writeTo(files, aside);
    } catch (IOException e) {
      throw StorageFailure.of("write", given, e);
    } finally {
      deleteQuietly(aside);
    }
  }

  /** A file or folder in this one. */
  Destination child(String name) {
    return new Destination(given + "/" + name, files, new Path(path, name));
  }

  @FunctionalInterface
  private interface Writing<T> {
    T run() throws IOException;
  }

  private static final class Taken extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private <T> T write(Writing<T> writing, String advice) {
    try {
      return writing.run();
    } catch (FileAlreadyExistsException | Taken e) {
      throw taken(advice);
    } catch (IOException e) {
      throw StorageFailure.of("write", given, e);
    }
  }

  private boolean renames() {
    return RENAMING.contains(files.getUri().getScheme());
  }

  // Where a rename is one step.

  private <T> T aside(Contents<T> contents, boolean replaces) throws IOException {
    Path aside = beside("writing");
    try {
      T written = contents.writeTo(files, aside);
      if (!replaces || !files.exists(path)) {
        rename(aside, path, Options.Rename.NONE);
      } else if (files.getFileStatus(path).isDirectory()) {
        swap(aside);
      } else {
        replaceFile(aside);
      }
      return written;
    } finally {
      deleteQuietly(aside);
    }
  }

  /** Takes an old folder aside, puts the new one in its place, and only then deletes the old. */
  private void swap(Path aside) throws IOException {
    Path old = beside("replaced");
    rename(path, old, Options.Rename.NONE);
    try {
      rename(aside, path, Options.Rename.NONE);
    } catch (IOException e) {
      rename(old, path, Options.Rename.NONE);
      throw e;
    }
    files.delete(old, true);
  }

  /** In one step; a {@link FileContext} deletes the old file of this machine first. */
  private void replaceFile(Path aside) throws IOException {
    if (!files.getScheme().equals("file")) {
      rename(aside, path, Options.Rename.OVERWRITE);
    } else if (!files.rename(aside, path)) {
      throw new IOException("cannot rename " + aside);
    }
  }

  /** Fails when the new name is taken: {@link FileSystem#rename} would move a folder into it. */
  private void rename(Path from, Path to, Options.Rename option) throws IOException {
    FileContext.getFileContext(files.getUri(), files.getConf()).rename(from, to, option);
  }

  /** A hidden sibling: Spark does not read files whose names start with a dot. */
  private Path beside(String purpose) {
    return new Path(
        path.getParent(), "." + path.getName() + "." + purpose + "-" + UUID.randomUUID());
  }

  private void deleteQuietly(Path file) {
    try {
      files.delete(file, true);
    } catch (IOException e) {
      // What made the write fail is thrown already; what is left is hidden, or marked.
    }
  }

  // In an object store.

  private <T> T marked(Contents<T> contents, boolean replaces) throws IOException {
    List<Path> old = children();
    if (!replaces && !old.isEmpty()) {
      throw new Taken();
    }
    Path mark = new Path(path, UNFINISHED);
    files.create(mark, true).close();
    Path success = new Path(path, SUCCESS);
    files.delete(success, false); // for who does not know the mark
    T written;
    boolean isWritten = false;
    try {
      written = contents.writeTo(files, path);
      isWritten = true;
    } finally { // Spark throws checked exceptions that it does not declare
      if (!isWritten) {
        restore(old, mark);
      }
    }
    for (Path file : old) {
      if (!file.equals(success)) {
        files.delete(file, true);
      }
    }
    files.delete(mark, false);
    return written;
  }

  private List<Path> children() throws IOException {
    List<Path> children = new ArrayList<>();
    try {
      for (FileStatus child : files.listStatus(path)) {
        children.add(child.getPath());
      }
    } catch (FileNotFoundException e) {
      return children;
    }
    children.removeIf(child -> child.getName().equals(UNFINISHED));
    return children;
  }

  /** Removes what was written, and the mark when all else is as it was. */
  private void restore(List<Path> old, Path mark) {
    try {
      for (Path child : children()) {
        if (!old.contains(child)) {
          files.delete(child, true);
        }
      }
      files.delete(mark, false);
      if (old.isEmpty()) {
        files.delete(path, true); // an object store may keep an empty folder
      } else if (old.contains(new Path(path, SUCCESS))) {
        files.create(new Path(path, SUCCESS), true).close();
      }
    } catch (IOException e) {
      // What made the write fail is thrown already; what is left is marked, or lacks its _SUCCESS.
    }
  }

  @Override
  public String toString() {
    return given;
  }
}
