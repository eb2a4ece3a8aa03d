package rowan.program;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rowan.plan.Call;
import rowan.type.Type;

/**
 * What a row program computes, apart from any graph or engine: the slots of a row, and the calls
 * that fill some of them from others. The slots that no operation fills are the inputs; a value
 * that is the same for all rows, such as a model, is an input that is filled once.
 *
 * @param slots the values of a row; an adapter that copies results out puts those it copies first
 * @param operations what is computed, each after those that it depends on
 * @param row the slot of an input that is handed over beside the slots and not in them, such as a
 *     record whose components are read; {@link #NO_ROW} when there is none
 */
public record ProgramDescription(List<Slot> slots, List<Operation> operations, int row)
    implements Serializable {

  /** The {@link #row} of a program whose inputs are all in slots. */
  public static final int NO_ROW = -1;

  private static final long serialVersionUID = 1L;

  public ProgramDescription {
    slots = new ArrayList<>(slots); // List.copyOf is not what Spark's Kryo can read
    operations = new ArrayList<>(operations);
    checkOrder(slots, operations);
  }

  /** A program whose inputs are all in slots. */
  public ProgramDescription(List<Slot> slots, List<Operation> operations) {
    this(slots, operations, NO_ROW);
  }

  /**
   * A value of a row.
   *
   * @param name what listings of the program call it
   * @param nullable whether an input may be null; whether a result may be follows from its
   *     operation
   * @param kept whether the value is read after the program has run; what is not kept may never
   *     reach its slot
   */
  public record Slot(String name, Type type, boolean nullable, boolean kept)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** How an operation makes its result. */
  public enum Kind {
    /** By the call of a public static method. */
    METHOD,
    /** By the accessor of a record, which is the only operand. */
    ACCESSOR,
    /** By putting the operands into a {@code double[]}; there is no method to call. */
    VECTOR
  }

  /**
   * How a slot is filled from others. The result is null, and no method is called, when an operand
   * is null that may not be. In a vector, an operand that may be null is then NaN, and a boolean is
   * 1 or 0.
   *
   * @param call the call, as errors tell of it
   * @param owner the class that declares the method
   * @param method the name of the method
   * @param operands what its parameters are given, or what is put into the vector, in order
   * @param result the slot that it fills
   * @param mayReturnNull whether the method may return null of itself
   */
  public record Operation(
      Call call,
      Kind kind,
      Class<?> owner,
      String method,
      List<Operand> operands,
      int result,
      boolean mayReturnNull)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    public Operation {
      operands = new ArrayList<>(operands);
    }
  }

  /**
   * A parameter and the slot that it is given.
   *
   * @param slot a value of the parameter's type, or a narrower one
   * @param javaClass the class that the method declares, primitive or not
   * @param nullable whether the parameter takes null
   */
  public record Operand(int slot, Class<?> javaClass, boolean nullable) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Whether an operation takes the value of a slot; an adapter need not fill other inputs. */
  public boolean reads(int slot) {
    return operations.stream()
        .flatMap(operation -> operation.operands().stream())
        .anyMatch(operand -> operand.slot() == slot);
  }

  /** Whether no operation fills a slot. */
  public boolean isInput(int slot) {
    return operations.stream().noneMatch(operation -> operation.result() == slot);
  }

  private static void checkOrder(List<Slot> slots, List<Operation> operations) {
    Set<Integer> unfilled = new HashSet<>();
    operations.forEach(operation -> unfilled.add(operation.result()));
    for (Operation operation : operations) {
      for (Operand operand : operation.operands()) {
        if (operand.slot() >= slots.size() || unfilled.contains(operand.slot())) {
          throw new IllegalArgumentException(
              "%s reads slot %d before it is filled"
                  .formatted(operation.call().feature(), operand.slot()));
        }
      }
      if (!unfilled.remove(operation.result())) {
        throw new IllegalArgumentException(
            "slot %d is filled twice, once by %s"
                .formatted(operation.result(), operation.call().feature()));
      }
    }
  }
}
