package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.program.ProgramDescription;
import rowan.spark.expression.Constant;
import rowan.spark.expression.RowIdentity;
import rowan.spark.type.SparkType;

/**
 * The features that one operator computes of each row, in a form to be sent. The slots of the
 * columns that come out are the first of the program, in their order.
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
