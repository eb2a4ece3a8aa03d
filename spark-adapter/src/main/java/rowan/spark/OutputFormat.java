package rowan.spark;

import java.util.Locale;
import java.util.Map;
import rowan.spark.execution.ArrowFiles;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** A file format that features can be written in. */
public enum OutputFormat {
  /** Columns with their types; holds every type. */
  PARQUET,
  /**
   * Comma-separated text with a header; times in UTC with microseconds. Holds neither bytes nor
   * lists, maps or records.
   */
  CSV,
  /** One JSON object a line; times as in CSV, bytes in Base64. */
  JSON,
  /**
   * Arrow IPC files, as pandas and Polars read them; instants in microseconds UTC. Holds every
   * type.
   */
  ARROW;

  private static final Map<String, String> TEXT_OPTIONS =
      Map.of(
          // Strings as they are: blanks kept, quotes inside quotes doubled.
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          "escape", "\"",
          "header", "true",
          "ignoreNullFields", "false",
          "timeZone", "UTC",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  /** The format as Spark and command lines call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What Spark writes it with. */
  String source() {
    return this == ARROW ? ArrowFiles.class.getName() : label();
  }

  Map<String, String> options() {
    return this == CSV || this == JSON ? TEXT_OPTIONS : Map.of();
  }

  /** Whether its files can hold values of this type. */
  public boolean holds(Type type) {
    return switch (this) {
      case PARQUET, ARROW -> true;
      case CSV -> TextForm.exists(type) && type != Scalar.BINARY;
      case JSON -> isJson(type);
    };
  }

  /** Keys are text in JSON, and Spark spells a time there as the number it stores. */
  private static boolean isJson(Type type) {
    if (type instanceof Type.ListOf list) {
      return isJson(list.element());
    }
    if (type instanceof Type.Struct struct) {
      return struct.fields().stream().allMatch(field -> isJson(field.type()));
    }
    return !(type instanceof Type.MapOf map)
        || (isJson(map.value())
            && map.key() != Scalar.INSTANT
            && map.key() != Scalar.DATE
            && map.key() != Scalar.DATE_TIME);
  }
}
