package rowan.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;

/**
 * Turns a description into classes. Its operations, in their order, are cut into parts, a method
 * each, and the parts into units, a class each: HotSpot compiles no method of more than 8,000 bytes
 * and a class file holds no more than 65,535 constants. Values stay in local variables within a
 * part; only what another part reads, or what is kept, goes through the slots.
 */
final class ProgramCompiler {

  /** The most operations and operands in a part; each takes at most some 60 bytes of code. */
  private static final int PART_SIZE = 60;

  private static final int PARTS_IN_UNIT = 100;

  private final ProgramDescription description;
  private final ProgramLoader loader = new ProgramLoader();
  private final List<List<Target>> parts = new ArrayList<>();
  private final boolean[] nullable;
  private final boolean[] stored;

  ProgramCompiler(ProgramDescription description) {
    this.description = description;
    this.nullable = new boolean[description.slots().size()];
    this.stored = new boolean[description.slots().size()];
    for (int slot = 0; slot < nullable.length; slot++) {
      nullable[slot] = description.slots().get(slot).nullable();
      stored[slot] = description.slots().get(slot).kept();
    }
    cut();
    followNulls();
    findShared();
  }

  private void cut() {
    int size = PART_SIZE;
    List<Operation> operations = description.operations();
    for (int i = 0; i < operations.size(); i++) {
      size += 1 + operations.get(i).operands().size();
      if (size > PART_SIZE) {
        parts.add(new ArrayList<>());
        size = 1 + operations.get(i).operands().size();
      }
      parts.get(parts.size() - 1).add(Target.of(i, operations.get(i), loader));
    }
  }

  private void followNulls() {
    for (List<Target> part : parts) {
      for (Target target : part) {
        Operation operation = target.operation();
        nullable[operation.result()] =
            target.mayReturnNull()
                || operation.operands().stream()
                    .anyMatch(operand -> !operand.nullable() && nullable[operand.slot()]);
      }
    }
  }

  private void findShared() {
    Map<Integer, List<Target>> filledBy = new HashMap<>();
    for (List<Target> part : parts) {
      part.forEach(target -> filledBy.put(target.operation().result(), part));
      for (Target target : part) {
        for (Operand operand : target.operation().operands()) {
          stored[operand.slot()] |= filledBy.get(operand.slot()) != part;
        }
      }
    }
  }

  /** The units, in the order in which they run. */
  List<RowCode> compile() {
    List<RowCode> units = new ArrayList<>();
    for (int first = 0; first < parts.size(); first += PARTS_IN_UNIT) {
      List<List<Target>> ofUnit =
          parts.subList(first, Math.min(parts.size(), first + PARTS_IN_UNIT));
      units.add(load("rowan.program.RowCode$" + units.size(), ofUnit));
    }
    return units;
  }

  private RowCode load(String name, List<List<Target>> ofUnit) {
    for (List<Target> part : ofUnit) {
      for (Target target : part) {
        target.handle().ifPresent(handle -> loader.add(target.number(), handle));
      }
    }
    byte[] code = new UnitCode(name, this).write(ofUnit);
    try {
      return (RowCode)
          loader
              .define(name, code)
              .getConstructor(ProgramDescription.class)
              .newInstance(description);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load generated code", e);
    }
  }

  Slot slot(int slot) {
    return description.slots().get(slot);
  }

  /** Whether the value of a slot may be null. */
  boolean isNullable(int slot) {
    return nullable[slot];
  }

  /** Whether the value of a slot has to be in it, and not only in a local variable. */
  boolean isStored(int slot) {
    return stored[slot];
  }
}
