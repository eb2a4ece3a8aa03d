package rowan.spark.execution;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.plan.Call;
import rowan.plan.FeatureException;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
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
  private final @Nullable Decoder[] decoders;

  /**
   * @param positions where in a row each column is
   */
  RowReader(RowFeatures features, int[] positions) {
    this.features = features;
    this.positions = positions;
    List<Input> read = features.inputs().stream().filter(input -> input.slot() >= 0).toList();
    this.slots = read.stream().mapToInt(Input::slot).toArray();
    this.columns =
        read.stream().mapToInt(input -> positions[features.inputs().indexOf(input)]).toArray();
    this.isWord = new boolean[slots.length];
    this.decoders = new @Nullable Decoder[slots.length];
    for (int i = 0; i < slots.length; i++) {
      SparkType taken = read.get(i).taken();
      isWord[i] = UnsafeRow.isFixedLength(read.get(i).dataType());
      decoders[i] = taken == null || taken.isPrimitive() ? null : decoder(taken);
    }
  }

  private interface Decoder {
    Object decode(UnsafeRow row, int column);
  }

  private static Decoder decoder(SparkType type) {
    if (type.type() == Scalar.STRING) {
      return (row, column) -> row.getUTF8String(column).toString();
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
   * @throws FeatureException when a column is null that must not be, or holds what its type cannot
   */
  void read(UnsafeRow row, Slots into) {
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
        }
        Decoder decoder = decoders[i];
        if (decoder != null) {
          into.setObject(slot, decoded(decoder, row, i));
        }
      }
    }
  }

  private Object decoded(Decoder decoder, UnsafeRow row, int index) {
    try {
      return decoder.decode(row, columns[index]);
    } catch (IllegalArgumentException e) {
      throw invalid(slots[index], e);
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

  /** The error of the first method that takes the value. */
  private FeatureException invalid(int slot, IllegalArgumentException why) {
    for (Operation operation : features.program().operations()) {
      for (Operand operand : operation.operands()) {
        if (operand.slot() == slot) {
          return invalidArgument(operation.call(), why);
        }
      }
    }
    throw why;
  }

  private static FeatureException invalidArgument(Call call, IllegalArgumentException why) {
    return new FeatureException(
        "Cannot compute %s: an argument of %s is invalid: %s"
            .formatted(call.feature(), call.method(), why.getMessage()),
        why);
  }
}
