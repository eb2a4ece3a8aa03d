package rowan.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.spark.SourceFiles;
import rowan.spark.SparkAdapter;
import rowan.spark.StorageFailure;
import rowan.spark.type.SparkType;
import rowan.type.Name;

/** The options that say where the tables of sources are. */
final class SourceOptions {

  @Option(
      names = "--source",
      paramLabel = "NAME=PATH",
      converter = Assignment.NotEmpty.class,
      description =
          "Where the table of a source is: a file, a folder or a pattern; Parquet, CSV with a header"
              + " or JSON. Repeat it for each source.")
  private List<Assignment> sources = List.of();

  /**
   * Checks, without Spark, that every source of the plan is given and every given one declared.
   *
   * @throws CheckException naming those which are not
   */
  void check(Plan plan) {
    List<Problem> problems = new ArrayList<>(unknown(plan.graph()));
    plan.sources().stream()
        .filter(source -> !paths().containsKey(Name.of(source.table())))
        .forEach(source -> problems.add(missing(source)));
    fail(plan.graph(), problems);
  }

  /**
   * Checks, without Spark, that every given source is declared.
   *
   * @throws CheckException naming those which are not
   */
  void checkKnown(Plan plan) {
    checkKnown(plan.graph());
  }

  /**
   * Checks, without Spark, that every given source is declared.
   *
   * @throws CheckException naming those which are not
   */
  void checkKnown(Graph graph) {
    fail(graph, unknown(graph));
  }

  private List<Problem> unknown(Graph graph) {
    return paths().keySet().stream()
        .filter(name -> find(graph, name).isEmpty())
        .map(name -> unknown(graph, name))
        .toList();
  }

  private static void fail(Graph graph, List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot find the sources of " + graph.title(), problems);
    }
  }

  private Map<Name, String> paths() {
    return Assignment.byName("source", sources);
  }

  private static Optional<SourceTable> find(Graph graph, Name name) {
    return graph.sources().stream()
        .filter(source -> Name.of(source.table()).equals(name))
        .findFirst();
  }

  private static Problem unknown(Graph graph, Name name) {
    List<Name> known = graph.sources().stream().map(source -> Name.of(source.table())).toList();
    return Problem.at(
            "unknown-source",
            "source \"" + name + "\"",
            "The graph has no source of this name. It has %s."
                .formatted(String.join(", ", known.stream().map(Name::spelled).toList())))
        .withNearMisses(name.nearest(known.stream()).stream().map(Name::spelled).toList());
  }

  private static Problem missing(SourceTable source) {
    return Problem.at(
        "missing-source",
        "source \"" + source.table() + "\"",
        "The features are computed from it; say where it is: --source %s=PATH."
            .formatted(source.table()));
  }

  /**
   * An adapter with the given tables.
   *
   * @throws CheckException when one cannot be read as its source declares it
   */
  SparkAdapter read(SparkSession spark, Graph graph) {
    return read(spark, graph, (source, table) -> table);
  }

  /**
   * An adapter with a part of the given tables.
   *
   * @param part what is read of the table of a source
   * @throws CheckException as {@link #read(SparkSession, Graph)}
   */
  SparkAdapter read(
      SparkSession spark, Graph graph, BiFunction<SourceTable, Dataset<Row>, Dataset<Row>> part) {
    SparkAdapter adapter = SparkAdapter.on(spark);
    for (Map.Entry<Name, String> given : paths().entrySet()) {
      SourceTable source = find(graph, given.getKey()).orElseThrow();
      Dataset<Row> table = SourceFiles.read(spark, graph, source, given.getValue());
      adapter = adapter.source(source.table(), part.apply(source, table));
    }
    return adapter;
  }

  /** Whether a table is given for a source. */
  boolean gives(String source) {
    return paths().containsKey(Name.of(source));
  }

  /**
   * The table of one source.
   *
   * @throws CheckException when none is given, or it cannot be read as the source declares it
   */
  Dataset<Row> read(SparkSession spark, Graph graph, SourceTable source) {
    String path = paths().get(Name.of(source.table()));
    if (path == null) {
      throw new CheckException(
          "Cannot find the sources of " + graph.title(), List.of(missing(source)));
    }
    return SourceFiles.read(spark, graph, source, path);
  }

  /** An adapter with the given tables, and empty ones for those that are not given. */
  SparkAdapter readOrEmpty(
      SparkSession spark, Plan plan, BiFunction<SourceTable, Dataset<Row>, Dataset<Row>> part) {
    SparkAdapter adapter = read(spark, plan.graph(), part);
    for (SourceTable source : plan.sources()) {
      if (!paths().containsKey(Name.of(source.table()))) {
        adapter = adapter.source(source.table(), empty(spark, source));
      }
    }
    return adapter;
  }

  /** Made from an RDD, since Spark plans nothing at all over a table that it knows to be empty. */
  private static Dataset<Row> empty(SparkSession spark, SourceTable source) {
    StructType schema = new StructType();
    for (Component component : source.components()) {
      schema = schema.add(component.column(), SparkType.dataType(component.use().type()));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark.createDataFrame(context.<Row>emptyRDD(), schema);
  }

  /**
   * Checks that writing {@code out} deletes no source, and adds no files to one.
   *
   * @throws CheckException when a file or folder of a source is {@code out}, within it or around it
   */
  void checkOutside(String out, SparkSession spark) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    Path folder = qualified(new Path(out), configuration);
    List<Problem> problems =
        paths().entrySet().stream()
            .filter(
                given ->
                    matched(given.getValue(), configuration).stream()
                        .anyMatch(path -> isWithin(path, folder) || isWithin(folder, path)))
            .map(given -> overwritten(out, given.getKey()))
            .toList();
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot write " + out, problems);
    }
  }

  private static Problem overwritten(String out, Name source) {
    return Problem.at(
        "source-overwritten",
        out,
        "The source %s is read from there; write to another folder.".formatted(source));
  }

  /** The files and folders that a path or a pattern stands for. */
  private static List<Path> matched(String pattern, Configuration configuration) {
    try {
      Path given = new Path(pattern);
      FileStatus[] found = given.getFileSystem(configuration).globStatus(given);
      return Stream.of(found == null ? new FileStatus[0] : found) // null for a path without a file
          .map(file -> qualified(file.getPath(), configuration))
          .toList();
    } catch (IOException e) {
      throw StorageFailure.of("read", pattern, e);
    }
  }

  private static Path qualified(Path path, Configuration configuration) {
    try {
      return path.getFileSystem(configuration).makeQualified(path);
    } catch (IOException e) {
      throw StorageFailure.of("read", path.toString(), e);
    }
  }

  private static boolean isWithin(Path path, Path folder) {
    return Stream.iterate(path, Objects::nonNull, Path::getParent).anyMatch(folder::equals);
  }
}
