package rowan.spark.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import rowan.program.ProgramDescription;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.spark.execution.RowFeatures.Supplied;
import rowan.spark.execution.Slot.Call;
import rowan.spark.execution.Slot.Column;
import rowan.spark.execution.Slot.Part;
import rowan.spark.expression.CallDescription;
import rowan.spark.expression.CallDescription.FromChild;
import rowan.spark.expression.CallDescription.FromInput;
import rowan.spark.expression.CallDescription.ParameterDescription;
import rowan.spark.expression.Constant;
import rowan.spark.type.SparkType;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/** Describes the program of a layout. */
final class ProgramDescriber {

  private final List<Slot> slots;
  private final ProgramLayout layout;
  private final List<ProgramDescription.Slot> described = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<Supplied> supplied = new ArrayList<>();
  private final Map<Constant, Integer> suppliedPlaces = new HashMap<>();

  ProgramDescriber(List<Slot> slots, ProgramLayout layout) {
    this.slots = slots;
    this.layout = layout;
    for (int i = 0; i < layout.nullWords(); i++) {
      described.add(new ProgramDescription.Slot("null bits", Scalar.LONG, false, false));
    }
    layout.inPlace().forEach(this::describe);
    layout.wantedSlots().forEach(this::addOperation);
  }

  ProgramDescription program() {
    return new ProgramDescription(described, operations);
  }

  /** The values that are the same for all rows; they follow all others. */
  List<Supplied> supplied() {
    return supplied;
  }

  private void describe(int slot) {
    described.add(
        new ProgramDescription.Slot(
            name(slots.get(slot)),
            type(slot),
            isNullable(slot),
            described.size() < layout.nullWords() + layout.output().size()));
  }

  private String name(Slot slot) {
    if (slot instanceof Column column) {
      return column.attribute().name();
    }
    return slot instanceof Call call ? call.description().call().feature() : partName((Part) slot);
  }

  private String partName(Part part) {
    return name(slots.get(part.record()))
        + "_"
        + struct(part).fields().get(part.index()).name().snakeCase();
  }

  private Struct struct(Part part) {
    return (Struct) computed(part.record()).type();
  }

  /** The type of what is computed. */
  SparkType computed(int slot) {
    return slots.get(slot) instanceof Call call
        ? call.description().result()
        : ((Part) slots.get(slot)).type();
  }

  private Type type(int slot) {
    return slots.get(slot) instanceof Column column
        ? layout.takenAs(slot).map(SparkType::type).orElseGet(() -> passed(column))
        : computed(slot).type();
  }

  /** What is only passed on is but bits, so that any type of its width will do. */
  private static Type passed(Column column) {
    return UnsafeRow.isFixedLength(column.attribute().dataType()) ? Scalar.LONG : Scalar.BINARY;
  }

  private boolean isNullable(int slot) {
    return !(slots.get(slot) instanceof Column column)
        || (column.attribute().nullable() && !layout.isRequired(slot));
  }

  private void addOperation(int slot) {
    if (slots.get(slot) instanceof Call call) {
      operations.add(operation(call.description(), call.operands(), layout.placeOf(slot)));
    } else if (slots.get(slot) instanceof Part part) {
      operations.add(operation(part, layout.placeOf(slot)));
    }
  }

  private Operation operation(CallDescription description, List<Integer> children, int result) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < description.parameters().size(); i++) {
      ParameterDescription parameter = description.parameters().get(i);
      int slot =
          parameter.argument() instanceof FromChild from
              ? layout.placeOf(children.get(from.child()))
              : supplied((FromInput) parameter.argument(), description.call().parameters().get(i));
      operands.add(new Operand(slot, parameter.javaClass(), parameter.nullable()));
    }
    return new Operation(
        description.call(),
        description.kind(),
        description.owner(),
        description.method(),
        operands,
        result,
        description.mayReturnNull());
  }

  private int supplied(FromInput input, String parameter) {
    Supplied value = new Supplied(described.size(), input.constant());
    return suppliedPlaces.computeIfAbsent(
        input.constant(),
        added -> {
          supplied.add(value);
          described.add(
              new ProgramDescription.Slot(parameter, added.type(), added.value() == null, false));
          return value.slot();
        });
  }

  /** Reading a component is a call, too: of the record's accessor. */
  private Operation operation(Part part, int result) {
    Class<?> record = computed(part.record()).javaClass();
    Struct struct = struct(part);
    String accessor = record.getRecordComponents()[part.index()].getName();
    return new Operation(
        new rowan.plan.Call(
            partName(part),
            struct.className().replace('$', '.') + "." + accessor,
            List.of("record")),
        Kind.ACCESSOR,
        record,
        accessor,
        List.of(new Operand(layout.placeOf(part.record()), record, false)),
        result,
        struct.fields().get(part.index()).nullable());
  }
}
