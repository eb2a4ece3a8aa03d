package rowan.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;

/**
 * Turns a description into classes. Its operations, in their order, are cut into parts, a method
 * each, and the parts into units, a class each: HotSpot compiles no method of more than 8,000 bytes
 * and a class file holds no more than 65,535 constants. Values stay in local variables within a
 * part; only what another part reads, or what is kept, goes through the slots. A vector is gathered
 * from the slots, so it begins a part.
 */
final class ProgramCompiler {

  /** About how many bytes of code a part has at most. */
  private static final int PART_SIZE = 2_000;

  private static final int PARTS_IN_UNIT = 50;

  private final ProgramDescription description;
  private final ProgramLoader loader = new ProgramLoader();
  private final List<Target> targets = new ArrayList<>();
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
    for (Operation operation : description.operations()) {
      targets.add(Target.of(targets.size(), operation, loader));
    }
    targets.forEach(this::followNulls);
    cut();
    findShared();
  }

  private void followNulls(Target target) {
    Operation operation = target.operation();
    nullable[operation.result()] =
        target.mayReturnNull()
            || operation.operands().stream()
                .anyMatch(operand -> !operand.nullable() && nullable[operand.slot()]);
  }

  private void cut() {
    int size = PART_SIZE;
    for (Target target : targets) {
      size += size(target.operation());
      if (size > PART_SIZE || target.operation().kind() == Kind.VECTOR) {
        parts.add(new ArrayList<>());
        size = size(target.operation());
      }
      parts.get(parts.size() - 1).add(target);
    }
  }

  /** About how many bytes of code an operation takes; rather too many. */
  private int size(Operation operation) {
    if (operation.kind() == Kind.VECTOR) {
      return 60;
    }
    int size = nullable[operation.result()] ? 60 : 30;
    for (Operand operand : operation.operands()) {
      size += nullable[operand.slot()] ? 40 : 20;
    }
    return size;
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
    for (Target target : targets) {
      target.handle().ifPresent(handle -> loader.add(target.number(), handle));
    }
    List<RowCode> units = new ArrayList<>();
    for (byte[] code : code()) {
      units.add(load(code));
    }
    return units;
  }

  /** The class files of the units. */
  List<byte[]> code() {
    List<byte[]> code = new ArrayList<>();
    for (int first = 0; first < parts.size(); first += PARTS_IN_UNIT) {
      int end = Math.min(parts.size(), first + PARTS_IN_UNIT);
      String name = "rowan/program/Unit" + code.size();
      code.add(new UnitCode(name, this).write(parts.subList(first, end)));
    }
    return code;
  }

  private RowCode load(byte[] code) {
    try {
      return (RowCode)
          loader.define(code).getConstructor(ProgramDescription.class).newInstance(description);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load generated code", e);
    }
  }

  /** The operations of each generated method. */
  List<List<Target>> parts() {
    return parts;
  }

  /** The slot of the row that is handed over beside the slots. */
  int row() {
    return description.row();
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
