package rowan.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rowan.graph.CheckException;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.graph.SourceTable;
import rowan.spark.expression.ParsedText;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import rowan.type.TextForm;

/**
 * Reads a source from a file, a folder of files, or a pattern of either: Parquet, CSV with a
 * header, or JSON with an object a line, as the names of the files end. Columns of CSV and JSON are
 * text, which is parsed as the source declares them; text that does not parse fails the job, naming
 * the column, the text and the row.
 */
public final class SourceFiles {

  /**
   * Strict: each file has the columns of the first, in its order; a line has as many values as the
   * header; quotes inside quotes are doubled; an empty value is null, an empty value in quotes is
   * the empty string (no text is the mark that stands for null).
   */
  private static final Map<String, String> CSV =
      Map.of(
          "header", "true",
          "enforceSchema", "false",
          "mode", "FAILFAST",
          "escape", "\"",
          "nullValue", "\u0001",
          "emptyValue", "");

  private final SparkSession spark;
  private final Graph graph;
  private final SourceTable source;
  private final String path;

  private SourceFiles(SparkSession spark, Graph graph, SourceTable source, String path) {
    this.spark = spark;
    this.graph = graph;
    this.source = source;
    this.path = path;
  }

  /**
   * The table of a source of {@code graph}.
   *
   * @throws CheckException when there are no such files, or files of several formats, or CSV or
   *     JSON files lack a declared column
   */
  public static Dataset<Row> read(
      SparkSession spark, Graph graph, SourceTable source, String path) {
    return new SourceFiles(spark, graph, source, path).read();
  }

  private Dataset<Row> read() {
    List<String> formats =
        firstFiles().stream().map(SourceFiles::format).distinct().sorted().toList();
    if (formats.isEmpty()) {
      throw unreadable(
          "missing-path", "There are no files; name a file, or a folder that holds some.");
    }
    if (formats.size() > 1 || formats.contains("")) {
      throw unreadable(
          "unknown-format",
          "The names of its files must all end in .parquet, or all in .csv, or all in .json (.gz may follow).");
    }
    return switch (formats.get(0)) {
      case "csv" -> parsed(spark.read().options(CSV).csv(path), Optional.empty());
      case "json" -> json();
      default -> spark.read().parquet(path);
    };
  }

  private CheckException unreadable(String code, String message) {
    return new CheckException(
        "Cannot read source " + source.table(), List.of(Problem.at(code, path, message)));
  }

  /** Of each file or folder that is named, the first data files; hidden files are none. */
  private List<String> firstFiles() {
    Path pattern = new Path(path);
    try {
      FileSystem files = pattern.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(pattern);
      List<String> names = new ArrayList<>();
      for (FileStatus named : found == null ? new FileStatus[0] : found) {
        names.addAll(firstFiles(files, named));
      }
      return names;
    } catch (IOException e) {
      throw StorageFailure.of("read", path, e);
    }
  }

  private List<String> firstFiles(FileSystem files, FileStatus named) throws IOException {
    if (named.isFile()) {
      return List.of(named.getPath().getName());
    }
    Deque<Path> folders = new ArrayDeque<>(List.of(named.getPath()));
    List<String> names = new ArrayList<>();
    while (!folders.isEmpty() && names.isEmpty()) {
      for (FileStatus child : files.listStatus(folders.removeFirst())) {
        String name = child.getPath().getName();
        if (name.equals(Destination.UNFINISHED)) {
          throw unreadable(
              "unfinished", "It is being written, or who wrote it failed; wait, or write it anew.");
        }
        if (isHidden(name)) {
          continue;
        }
        if (child.isFile()) {
          names.add(name);
        } else {
          folders.add(partition(child.getPath()));
        }
      }
    }
    return names;
  }

  /** Spark reads folders in a folder only where their names say a partition. */
  private Path partition(Path folder) {
    if (!folder.getName().contains("=")) {
      throw unreadable(
          "nested-folder",
          "It holds the folder \"%s\", which is no partition (column=value); name such folders by a pattern, %s/*."
              .formatted(folder.getName(), path));
    }
    return folder;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static String format(String file) {
    String name = file.replaceFirst("\\.(gz|bz2|zst|deflate|snappy|lz4)$", "");
    if (name.endsWith(".csv")) {
      return "csv";
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return "json";
    }
    return name.endsWith(".parquet") ? "parquet" : "";
  }

  /** Finds the names of the columns first, since a schema that is given hides which are missing. */
  private Dataset<Row> json() {
    StructType found = spark.read().option("primitivesAsString", "true").json(path).schema();
    StructType schema = new StructType();
    List<Problem> problems = new ArrayList<>();
    for (Component component : source.components()) {
      Optional<StructField> field = SourceColumns.find(source, component, found, problems);
      if (field.isPresent()) {
        schema =
            schema.add(
                field.get().name(),
                isText(component)
                    ? DataTypes.StringType
                    : SparkType.dataType(component.use().type()));
      }
    }
    fail(problems);
    return parsed(
        spark.read().schema(schema).option("mode", "FAILFAST").option("timeZone", "UTC").json(path),
        Optional.of(Lowering::column));
  }

  private static boolean isText(Component component) {
    return TextForm.exists(component.use().type());
  }

  private void fail(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot read source " + source.table(), problems);
    }
  }

  /**
   * The declared columns, parsed from text.
   *
   * @param nested how to take a column that no text spells; empty when the format holds none
   */
  private Dataset<Row> parsed(Dataset<Row> text, Optional<Function<String, Column>> nested) {
    List<Problem> problems = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    Optional<String> key = rowKey(text.schema());
    for (Component component : source.components()) {
      Optional<StructField> field = SourceColumns.find(source, component, text.schema(), problems);
      if (field.isEmpty()) {
        continue;
      }
      String name = field.get().name();
      if (isText(component)) {
        columns.add(parsedColumn(component, name, key.orElse(name)));
      } else if (nested.isPresent()) {
        columns.add(nested.get().apply(name).as(component.column()));
      } else {
        problems.add(
            Problem.at(
                "format",
                "column \"" + component.column() + "\"",
                "A CSV file cannot hold a %s; use Parquet or JSON.".formatted(component.use())));
      }
    }
    fail(problems);
    return text.select(columns.toArray(Column[]::new)).where(wellFormed());
  }

  /**
   * Every declared column parses, also those that no feature reads: a file whose columns are
   * shifted must not pass because only the wrong ones are used.
   */
  private Column wellFormed() {
    List<String> required = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Component component : source.components()) {
      (component.use().nullable() ? others : required).add(component.column());
    }
    return Lowering.required(Lowering.identity(source, graph), required, others);
  }

  /** The column that errors call a row by, as the files spell it. */
  private Optional<String> rowKey(StructType schema) {
    return source.rowKey().stream()
        .findFirst()
        .or(source::eventTime)
        .flatMap(key -> SourceColumns.find(source, key, schema, new ArrayList<>()))
        .map(StructField::name);
  }

  /** A column as text, also where Spark takes it from the name of a folder and guesses its type. */
  private static Expression text(String name) {
    return ExpressionUtils.expression(Lowering.column(name).cast(DataTypes.StringType));
  }

  private Column parsedColumn(Component component, String name, String key) {
    SparkType type = SparkType.of(component.use().type(), graph::classNamed);
    List<Expression> children = List.of(text(name), text(key));
    ParsedText.Column column = new ParsedText.Column(source.table(), component.column(), type, key);
    return ExpressionUtils.column(new ParsedText(column, ScalaSeq.of(children)))
        .as(component.column());
  }
}
