package rowan.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;

/** A program as statements, for people to read: what generated code does, method by method. */
final class ProgramText {

  private final ProgramCompiler program;
  private final ProgramDescription description;
  private final List<String> lines = new ArrayList<>();

  private ProgramText(ProgramDescription description) {
    this.description = description;
    this.program = new ProgramCompiler(description);
  }

  static String print(ProgramDescription description) {
    ProgramText text = new ProgramText(description);
    text.printInputs();
    List<List<Target>> parts = text.program.parts();
    for (int i = 0; i < parts.size(); i++) {
      text.lines.add("part%d:".formatted(i));
      parts.get(i).forEach(target -> text.print(target.operation()));
    }
    return String.join("\n", text.lines) + "\n";
  }

  private void printInputs() {
    for (int slot = 0; slot < description.slots().size(); slot++) {
      boolean reads = description.reads(slot) || slot == description.row();
      if (description.isInput(slot) && reads) {
        lines.add("input %s %s;".formatted(type(slot), name(slot)));
      }
    }
  }

  private void print(Operation operation) {
    List<Operand> operands = operation.operands();
    String arguments =
        operands.stream().map(operand -> name(operand.slot())).collect(Collectors.joining(", "));
    String owner = operation.owner().getSimpleName();
    String call =
        switch (operation.kind()) {
          case METHOD -> "%s.%s(%s)".formatted(owner, operation.method(), arguments);
          case ACCESSOR -> "%s.%s()".formatted(arguments, operation.method());
          case VECTOR -> "{%s}".formatted(arguments);
        };
    String nulls =
        operands.stream()
            .filter(operand -> !operand.nullable() && program.isNullable(operand.slot()))
            .map(operand -> name(operand.slot()) + " == null")
            .distinct()
            .collect(Collectors.joining(" || "));
    int result = operation.result();
    lines.add(
        "  %s %s = %s%s;%s"
            .formatted(
                type(result),
                name(result),
                nulls.isEmpty() ? "" : nulls + " ? null : ",
                call,
                program.isStored(result) ? " // slot " + result : ""));
  }

  private String type(int slot) {
    return (program.isNullable(slot) ? "@Nullable " : "") + slot(slot).type();
  }

  private String name(int slot) {
    return slot(slot).name();
  }

  private Slot slot(int slot) {
    return description.slots().get(slot);
  }
}
