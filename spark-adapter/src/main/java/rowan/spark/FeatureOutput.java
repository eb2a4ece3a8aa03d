package rowan.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import rowan.graph.CheckException;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.plan.Plan;

/**
 * A folder that rows are written to, on any file system. It appears complete or not at all, as
 * {@link Destination} says.
 */
public final class FeatureOutput {

  private static final String ADVICE = "choose another folder, remove it, or overwrite it";

  private final Destination folder;
  private final OutputFormat format;
  private final boolean overwrites;

  private FeatureOutput(Destination folder, OutputFormat format, boolean overwrites) {
    this.folder = folder;
    this.format = format;
    this.overwrites = overwrites;
  }

  /** A folder that must not exist yet. */
  public static FeatureOutput at(SparkSession spark, String folder, OutputFormat format) {
    return new FeatureOutput(Destination.at(spark, folder), format, false);
  }

  /** The same folder, which may exist and is then replaced as a whole. */
  public FeatureOutput overwriting() {
    return new FeatureOutput(folder, format, true);
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
      throw new CheckException("Cannot write " + folder, problems);
    }
  }

  private List<Problem> existing() {
    return overwrites || !folder.exists() ? List.of() : List.of(folder.exists(ADVICE));
  }

  /**
   * Computes and writes rows.
   *
   * @throws CheckException when the folder exists and is not to be replaced
   */
  public void write(Dataset<Row> rows) {
    check();
    folder.writeFolder(
        (files, path) -> {
          rows.write()
              .format(format.source())
              .options(format.options())
              .mode(SaveMode.Append) // the mark of an unfinished folder may be in it
              .save(path.toString());
          return path;
        },
        overwrites,
        ADVICE);
  }
}
