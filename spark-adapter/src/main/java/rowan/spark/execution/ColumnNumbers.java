package rowan.spark.execution;

import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * The values of fixed width of a column, of a whole batch at once. To ask Spark's column for each
 * when its row comes takes longer than a feature does; generated code asks this one.
 */
public final class ColumnNumbers {

  private final String javaType;
  private long[] words = {};
  private boolean[] nulls = {};
  private boolean anyNull;

  /**
   * @param javaType the primitive type that Spark's generated code has for the values
   */
  public ColumnNumbers(String javaType) {
    this.javaType = javaType;
  }

  /** Whether it holds the values of a type. */
  static boolean holds(String javaType) {
    return switch (javaType) {
      case "boolean", "int", "long", "float", "double" -> true;
      default -> false;
    };
  }

  /** The next batch. */
  public void read(ColumnVector column, int rows) {
    if (words.length < rows) {
      words = new long[rows];
      nulls = new boolean[rows];
    }
    anyNull = column.hasNull();
    for (int row = 0; anyNull && row < rows; row++) {
      nulls[row] = column.isNullAt(row);
    }
    readWords(column, rows);
  }

  /** A loop for each type, or the columns' methods would not be inlined. */
  private void readWords(ColumnVector column, int rows) {
    switch (javaType) {
      case "double" -> readDoubles(column, rows);
      case "long" -> readLongs(column, rows);
      case "int" -> readInts(column, rows);
      case "float" -> readFloats(column, rows);
      default -> readBooleans(column, rows);
    }
  }

  private void readDoubles(ColumnVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) { // there, a column may have what its dictionary does not know
        words[row] = Double.doubleToRawLongBits(column.getDouble(row));
      }
    }
  }

  private void readLongs(ColumnVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) {
        words[row] = column.getLong(row);
      }
    }
  }

  private void readInts(ColumnVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) {
        words[row] = column.getInt(row);
      }
    }
  }

  private void readFloats(ColumnVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) {
        words[row] = Float.floatToRawIntBits(column.getFloat(row));
      }
    }
  }

  private void readBooleans(ColumnVector column, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) {
        words[row] = column.getBoolean(row) ? 1 : 0;
      }
    }
  }

  /** Whether a value is null. */
  public boolean isNull(int row) {
    return anyNull && nulls[row];
  }

  /** Eight bytes that hold a value that is not null. */
  public long word(int row) {
    return words[row];
  }

  /** Java code for a value, given code for its word. */
  static String value(String javaType, String word) {
    return switch (javaType) {
      case "boolean" -> "(%s != 0)".formatted(word);
      case "float" -> "Float.intBitsToFloat((int) %s)".formatted(word);
      case "double" -> "Double.longBitsToDouble(%s)".formatted(word);
      default -> "((%s) %s)".formatted(javaType, word);
    };
  }
}
