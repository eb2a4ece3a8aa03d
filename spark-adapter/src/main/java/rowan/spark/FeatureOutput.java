package rowan.spark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
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

  /** The column that the folders of days stand for. */
  private static final String DAY = "day";

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
    problems.addAll(unwritable(plan));
    fail(problems);
  }

  /**
   * Checks what can be checked before days are computed, whose folder may exist.
   *
   * @throws CheckException when the format cannot hold a feature's type
   */
  public void checkDays(Plan plan) {
    fail(unwritable(plan));
  }

  private List<Problem> unwritable(Plan plan) {
    List<Problem> problems = new ArrayList<>();
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
    return problems;
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
   * Computes rows and writes them to a folder for each day, {@code day=2026-01-31}. Folders of
   * other days stay as they are; each day's own is replaced, when all days are computed.
   *
   * @param days what says of a row which day is its own: a date
   * @param all the days that are written; one without rows gets an empty folder
   * @throws CheckException when the rows have a column of that name
   */
  public void writeDays(Dataset<Row> rows, Column days, List<LocalDate> all) {
    if (List.of(rows.columns()).contains(DAY)) {
      throw new CheckException(
          "Cannot write " + folder,
          List.of(
              Problem.at(
                  "day-column",
                  "\"" + DAY + "\"",
                  "The folders of days are called so; leave the feature out.")));
    }
    folder.writeInto(
        (files, aside) -> {
          rows.withColumn(DAY, days)
              .write()
              .format(format.source())
              .options(format.options())
              .partitionBy(DAY)
              .save(aside.toString());
          all.forEach(day -> replace(files, aside, DAY + "=" + day));
          return all;
        });
  }

  private void replace(FileSystem files, Path aside, String day) {
    Path written = new Path(aside, day);
    folder
        .child(day)
        .writeFolder(
            (to, path) -> {
              files.mkdirs(path);
              if (files.exists(written)) {
                for (FileStatus file : files.listStatus(written)) {
                  files.rename(file.getPath(), new Path(path, file.getPath().getName()));
                }
              }
              files.create(new Path(path, Destination.SUCCESS), true).close();
              return path;
            },
            true,
            ADVICE);
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
