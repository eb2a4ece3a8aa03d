package rowan.spark;

import java.util.Locale;
import java.util.Map;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** A file format that features can be written in. */
public enum OutputFormat {
  /** Columns with their types; holds every type. */
  PARQUET(Map.of()),
  /**
   * Comma-separated text with a header; times in UTC with microseconds. Holds neither bytes nor
   * lists, maps or records.
   */
  CSV(
      Map.of(
          "header", "true",
          "timeZone", "UTC",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS")),
  /** One JSON object a line; times as in CSV, bytes in Base64. */
  JSON(
      Map.of(
          "ignoreNullFields", "false",
          "timeZone", "UTC",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"));

  private final Map<String, String> options;

  OutputFormat(Map<String, String> options) {
    this.options = options;
  }

  /** The format as Spark and command lines call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Map<String, String> options() {
    return options;
  }

  boolean holds(Type type) {
    return this != CSV || (TextForm.exists(type) && type != Scalar.BINARY);
  }
}
