package rowan.spark.execution;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;
import rowan.program.Slots;
import rowan.spark.execution.RowFeatures.Input;
import rowan.spark.execution.RowFeatures.Required;
import rowan.spark.type.SparkType;
import rowan.type.Micros;
import rowan.type.Type.Scalar;

/** Fills the slots of a program from Spark's rows; a string is decoded if a method takes it. */
final class RowReader {

  private final RowFeatures features;
  private final int[] positions;

  /** The columns that have a slot. */
  private final int[] columns;

  private final int[] slots;
  private final boolean[] isWord;

  /** Whether it is a text that is wanted as it is in Spark. */
  private final boolean[] isText;

  private final @Nullable Decoder[] decoders;
  private final UTF8String[] texts;
  private final Map<Integer, IllegalArgumentException> invalid = new HashMap<>();

  /**
   * @param positions where in a row each column is
   * @param texts where to put texts as they are in Spark, by their slots
   */
  RowReader(RowFeatures features, int[] positions, UTF8String[] texts) {
    this.features = features;
    this.positions = positions;
    this.texts = texts;
    List<Input> read = features.inputs().stream().filter(input -> input.slot() >= 0).toList();
    this.slots = read.stream().mapToInt(Input::slot).toArray();
    this.columns =
        read.stream().mapToInt(input -> positions[features.inputs().indexOf(input)]).toArray();
    this.isWord = new boolean[slots.length];
    this.isText = new boolean[slots.length];
    this.decoders = new @Nullable Decoder[slots.length];
    for (int i = 0; i < slots.length; i++) {
      SparkType taken = read.get(i).taken();
      isWord[i] = UnsafeRow.isFixedLength(read.get(i).dataType());
      isText[i] = read.get(i).dataType() instanceof StringType && features.keepsText(slots[i]);
      decoders[i] = taken == null || taken.isPrimitive() ? null : decoder(taken);
    }
  }

  private interface Decoder {
    Object decode(UnsafeRow row, int column);
  }

  private static Decoder decoder(SparkType type) {
    if (type.type() == Scalar.STRING) {
      return (row, column) -> SparkType.text(row.getUTF8String(column));
    }
    if (type.type() == Scalar.INSTANT) {
      return (row, column) -> Micros.instant(row.getLong(column));
    }
    if (type.type() == Scalar.DATE_TIME) {
      return (row, column) -> Micros.dateTime(row.getLong(column));
    }
    if (type.type() == Scalar.DATE) {
      return (row, column) -> LocalDate.ofEpochDay(row.getInt(column));
    }
    DataType dataType = type.dataType();
    return (row, column) -> type.toJava(row.get(column, dataType));
  }

  /**
   * Fills the slots.
   *
   * @return whether every column holds what its type can
   * @throws FeatureException when a column is null that must not be
   */
  boolean read(UnsafeRow row, Slots into) {
    invalid.clear();
    if (row.anyNull()) {
      checkRequired(row);
    }
    long[] words = into.words();
    for (int i = 0; i < slots.length; i++) {
      int column = columns[i];
      int slot = slots[i];
      if (row.isNullAt(column)) {
        into.setNull(slot);
      } else {
        if (isWord[i]) {
          words[slot] = row.getLong(column);
        } else if (isText[i]) {
          texts[slot] = row.getUTF8String(column);
        }
        Decoder decoder = decoders[i];
        if (decoder != null) {
          decode(decoder, row, i, into);
        }
      }
    }
    return invalid.isEmpty();
  }

  /** What is wrong with values of the row that was read last, by their slots. */
  Map<Integer, IllegalArgumentException> invalid() {
    return invalid;
  }

  private void decode(Decoder decoder, UnsafeRow row, int index, Slots into) {
    try {
      into.setObject(slots[index], decoder.decode(row, columns[index]));
    } catch (IllegalArgumentException e) {
      invalid.put(slots[index], e);
      into.setNull(slots[index]);
    }
  }

  private void checkRequired(UnsafeRow row) {
    for (int i = 0; i < features.required().size(); i++) {
      Required column = features.required().get(i);
      if (row.isNullAt(positions[column.input()])) {
        throw nullColumn(i, rowKey(column, row));
      }
    }
  }

  /** The error that a column is null that must not be. */
  FeatureException nullColumn(int required, @Nullable Object[] rowKey) {
    Required column = features.required().get(required);
    return column.identity().nullColumn(column.name(), rowKey);
  }

  private @Nullable Object[] rowKey(Required column, UnsafeRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int input : column.rowKey()) {
      int position = positions[input];
      DataType type = features.inputs().get(input).dataType();
      values.add(row.isNullAt(position) ? null : row.get(position, type));
    }
    return values.toArray();
  }
}
