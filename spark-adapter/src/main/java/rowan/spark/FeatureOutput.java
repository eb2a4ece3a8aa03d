package rowan.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.plan.Plan;

/**
 * A folder that rows are written to. It appears complete or not at all: rows are written to a
 * hidden folder beside it, which takes its name when all are there. On a file system whose rename
 * is not atomic, such as an object store, the name may appear before the last file has.
 */
public final class FeatureOutput {

  private final FileSystem files;
  private final Path folder;
  private final OutputFormat format;
  private final boolean overwrites;

  private FeatureOutput(FileSystem files, Path folder, OutputFormat format, boolean overwrites) {
    this.files = files;
    this.folder = folder;
    this.format = format;
    this.overwrites = overwrites;
  }

  /** A folder that must not exist yet. */
  public static FeatureOutput at(SparkSession spark, String folder, OutputFormat format) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return new FeatureOutput(files, files.makeQualified(path), format, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The same folder, which may exist and is then replaced as a whole. */
  public FeatureOutput overwriting() {
    return new FeatureOutput(files, folder, format, true);
  }

  /**
   * Checks the folder before anything is computed.
   *
   * @throws CheckException when it exists and is not to be replaced
   */
  public void check() {
    fail(existing());
  }

  /**
   * Checks what can be checked before anything is computed.
   *
   * @throws CheckException when the folder exists and is not to be replaced, or the format cannot
   *     hold a feature's type
   */
  public void check(Plan plan) {
    List<Problem> problems = new ArrayList<>(existing());
    List<Node> columns = new ArrayList<>(plan.select().identity());
    columns.addAll(plan.features());
    for (Node node : columns) {
      if (!format.holds(node.type())) {
        problems.add(
            Problem.at(
                "format",
                "\"" + node.name() + "\"",
                "A %s file cannot hold a %s; choose another format, or leave it out."
                    .formatted(format.label(), node.type())));
      }
    }
    fail(problems);
  }

  private void fail(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot write " + shown(), problems);
    }
  }

  private List<Problem> existing() {
    try {
      return overwrites || !files.exists(folder)
          ? List.of()
          : List.of(
              Problem.at(
                  "output-exists",
                  shown(),
                  "It exists already; choose another folder, remove it, or overwrite it."));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private String shown() {
    return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
  }

  /**
   * Computes and writes rows.
   *
   * @throws CheckException when the folder exists and is not to be replaced
   */
  public void write(Dataset<Row> rows) {
    check();
    Path staging = beside("writing");
    try {
      rows.write().format(format.source()).options(format.options()).save(staging.toString());
      publish(staging);
    } catch (IOException e) {
      throw failed(e);
    } finally {
      deleteQuietly(staging);
    }
  }

  /** Takes an old folder aside, puts the new one in its place, and only then deletes the old. */
  private void publish(Path staging) throws IOException {
    check(); // somebody else may have been faster
    Path old = beside("replaced");
    boolean replaces = files.exists(folder);
    if (replaces) {
      rename(folder, old);
    }
    try {
      rename(staging, folder);
    } catch (IOException e) {
      if (replaces) {
        rename(old, folder);
      }
      throw e;
    }
    if (replaces) {
      files.delete(old, true);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  /** A hidden sibling: Spark does not read files whose names start with a dot. */
  private Path beside(String purpose) {
    String name = "." + folder.getName() + "." + purpose + "-" + UUID.randomUUID();
    return new Path(folder.getParent(), name);
  }

  private void deleteQuietly(Path staging) {
    try {
      files.delete(staging, true);
    } catch (IOException e) {
      // What made the write fail is thrown already; what is left is hidden and named for its
      // purpose.
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot write " + shown() + ": " + e.getMessage(), e);
  }
}
