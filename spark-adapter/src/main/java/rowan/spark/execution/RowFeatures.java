package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.program.ProgramDescription;
import rowan.program.ProgramDescription.Operand;
import rowan.spark.expression.Constant;
import rowan.spark.expression.RowIdentity;
import rowan.spark.type.SparkType;
import rowan.type.Type.Scalar;

/**
 * The features that one operator computes of each row, in a form to be sent. The first slots of the
 * program are the words of a row that comes out: of its null bits, and then of its fields.
 *
 * @param inputs the columns that it reads
 * @param outputs the columns that come out
 * @param supplied the values that are the same for all rows
 * @param required the columns that must not be null
 * @param program what is computed
 */
record RowFeatures(
    List<Input> inputs,
    List<Output> outputs,
    List<Supplied> supplied,
    List<Required> required,
    ProgramDescription program)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  RowFeatures {
    inputs = new ArrayList<>(inputs);
    outputs = new ArrayList<>(outputs);
    supplied = new ArrayList<>(supplied);
    required = new ArrayList<>(required);
  }

  /** How many words the null bits of a row take. */
  static int nullWords(int fields) {
    return UnsafeRow.calculateBitSetWidthInBytes(fields) / Long.BYTES;
  }

  /** The slot of a field of the row that comes out. */
  int slot(int field) {
    return nullWords(outputs.size()) + field;
  }

  /** The slots that the method of a field takes texts from, which are read or are fields before. */
  int[] textsBefore(int field) {
    int result = slot(field);
    return program.operations().stream()
        .filter(operation -> operation.result() == result)
        .flatMap(operation -> operation.operands().stream())
        .mapToInt(Operand::slot)
        .filter(this::isText)
        .filter(slot -> slot < result || inputs.stream().anyMatch(input -> input.slot() == slot))
        .toArray();
  }

  /**
   * Whether the text of an input is wanted as it is in Spark, too: it comes out, or a method takes
   * it that may hand it on.
   */
  boolean keepsText(int slot) {
    return slot < slot(outputs.size()) || takenForTexts().anyMatch(taken -> taken == slot);
  }

  /** The slots that methods take which return texts, and may hand on one that they took. */
  IntStream takenForTexts() {
    return program.operations().stream()
        .filter(operation -> isText(operation.result()))
        .flatMap(operation -> operation.operands().stream())
        .mapToInt(Operand::slot);
  }

  private boolean isText(int slot) {
    return program.slots().get(slot).type() == Scalar.STRING;
  }

  /**
   * A column that is read.
   *
   * @param slot its slot; -1 when only errors tell of it
   * @param taken its type when methods take it; null when it is only passed on
   */
  record Input(DataType dataType, int slot, @Nullable SparkType taken) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A column that comes out.
   *
   * @param input the column that is passed on as it is; -1 when it is computed
   * @param computed its type when it is computed; null when it is passed on
   */
  record Output(DataType dataType, int input, @Nullable SparkType computed)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** A value that is the same for all rows, and its slot. */
  record Supplied(int slot, Constant value) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A column that must not be null.
   *
   * @param input which column
   * @param name what its source calls it
   * @param identity what errors call a row
   * @param rowKey the columns of that
   */
  record Required(int input, String name, RowIdentity identity, List<Integer> rowKey)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    Required {
      rowKey = new ArrayList<>(rowKey);
    }
  }
}
