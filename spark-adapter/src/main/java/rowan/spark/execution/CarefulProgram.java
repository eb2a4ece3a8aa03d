package rowan.spark.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rowan.plan.Call;
import rowan.plan.FeatureException;
import rowan.program.ProgramDescription;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.program.RowProgram;
import rowan.program.Slots;

/**
 * Computes the rare row that has a value which its type cannot hold, such as a text that is no
 * constant of its enum. That is an error only if a method is called with it: which is not so when
 * another argument of the method is null. The values in question are null here.
 */
final class CarefulProgram {

  private final List<Slot> slots;
  private final List<Operation> operations;

  /** The programs of the first operations, by how many these are; compiled when they are needed. */
  private final Map<Integer, RowProgram> programs = new HashMap<>();

  CarefulProgram(ProgramDescription program) {
    this.slots =
        program.slots().stream()
            .map(slot -> new Slot(slot.name(), slot.type(), true, true))
            .toList();
    this.operations = program.operations();
  }

  /**
   * Computes the row.
   *
   * @param invalid the slots of the values in question, and what is wrong with them
   * @throws FeatureException when a method would be called with one
   */
  void run(Slots values, Map<Integer, IllegalArgumentException> invalid) {
    for (int i = 0; i < operations.size(); i++) {
      for (Operand operand : operations.get(i).operands()) {
        IllegalArgumentException why = invalid.get(operand.slot());
        if (why != null) {
          first(i).run(values);
          checkUncalled(operations.get(i), values, invalid, why);
        }
      }
    }
    first(operations.size()).run(values);
  }

  private RowProgram first(int count) {
    return programs.computeIfAbsent(
        count,
        absent -> RowProgram.compile(new ProgramDescription(slots, operations.subList(0, count))));
  }

  private static void checkUncalled(
      Operation operation,
      Slots values,
      Map<Integer, IllegalArgumentException> invalid,
      IllegalArgumentException why) {
    boolean isCalled =
        operation.operands().stream()
            .allMatch(
                operand ->
                    operand.nullable()
                        || invalid.containsKey(operand.slot())
                        || !values.isNull(operand.slot()));
    if (isCalled) {
      Call call = operation.call();
      throw new FeatureException(
          "Cannot compute %s: an argument of %s is invalid: %s"
              .formatted(call.feature(), call.method(), why.getMessage()),
          why);
    }
  }
}
