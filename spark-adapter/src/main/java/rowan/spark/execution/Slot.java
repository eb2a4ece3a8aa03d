package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import rowan.spark.expression.CallDescription;
import rowan.spark.type.SparkType;

/** A value of a row that a stack of projections reads or computes. */
sealed interface Slot {

  /**
   * A column of the rows below.
   *
   * @param isDerived whether it is computed there for the stack, rather than found
   */
  record Column(Attribute attribute, boolean isDerived) implements Slot {}

  /**
   * What a feature's method returns.
   *
   * @param operands the slots of the call's children, in their order
   */
  record Call(CallDescription description, List<Integer> operands) implements Slot {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /**
   * A component of a record that a method returned.
   *
   * @param record the slot of the record
   * @param index which component
   */
  record Part(int record, int index, SparkType type) implements Slot {}
}
