package rowan.spark.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import rowan.program.ProgramDescription;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.spark.execution.RowFeatures.Input;
import rowan.spark.execution.RowFeatures.Output;
import rowan.spark.execution.RowFeatures.Required;
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
import scala.jdk.javaapi.CollectionConverters;

/**
 * Decides where a program has the values of a stack of projections: first those that come out, then
 * what only methods take, and nothing that nobody wants.
 */
final class ProgramLayout {

  private final ProjectionReader reader;
  private final List<Slot> slots;
  private final List<Attribute> output = new ArrayList<>();
  private final Map<Integer, Integer> places = new LinkedHashMap<>();
  private final Map<Integer, SparkType> taken = new HashMap<>();
  private final Map<Integer, Integer> inputs = new LinkedHashMap<>();
  private final Set<Required> required = new LinkedHashSet<>();
  private final Set<Integer> notNull = new HashSet<>();
  private final List<Supplied> supplied = new ArrayList<>();
  private final Map<Constant, Integer> suppliedPlaces = new HashMap<>();
  private final List<ProgramDescription.Slot> described = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final int outputs;

  ProgramLayout(ProjectStack stack) {
    this.reader = stack.reader();
    this.slots = reader.slots();
    for (Attribute attribute : CollectionConverters.asJava(stack.top().output())) {
      if (places.putIfAbsent(reader.slot(attribute), places.size()) == null) {
        output.add(attribute);
      }
    }
    this.outputs = places.size();
    List<Integer> wanted = wanted();
    wanted.forEach(this::place);
    wanted.forEach(this::requireColumns);
    required.forEach(one -> notNull.add(one.input()));
    places.keySet().forEach(this::describe);
    wanted.forEach(this::addOperation);
  }

  /** What the wanted slots are computed from, and they themselves, in order of computation. */
  private List<Integer> wanted() {
    Set<Integer> wanted = new TreeSet<>(places.keySet());
    for (int slot = slots.size() - 1; slot >= 0; slot--) {
      if (wanted.contains(slot)) {
        wanted.addAll(operands(slots.get(slot)));
      }
    }
    return List.copyOf(wanted);
  }

  /** The slots that methods take; not those that only errors tell of. */
  private static List<Integer> operands(Slot slot) {
    if (slot instanceof Part part) {
      return List.of(part.record());
    }
    return slot instanceof Call call
        ? children(call).stream().map(call.operands()::get).toList()
        : List.of();
  }

  private static List<Integer> children(Call call) {
    return call.description().parameters().stream()
        .map(ParameterDescription::argument)
        .filter(FromChild.class::isInstance)
        .map(argument -> ((FromChild) argument).child())
        .toList();
  }

  private void place(int slot) {
    places.putIfAbsent(slot, places.size());
    if (slots.get(slot) instanceof Column) {
      input(slot);
    } else if (slots.get(slot) instanceof Call call) {
      for (ParameterDescription parameter : call.description().parameters()) {
        if (parameter.argument() instanceof FromChild from) {
          taken.put(call.operands().get(from.child()), from.type());
        }
      }
    }
  }

  private int placeOf(int slot) {
    return Optional.ofNullable(places.get(slot)).orElseThrow();
  }

  private int input(int column) {
    return inputs.computeIfAbsent(column, added -> inputs.size());
  }

  private void requireColumns(int slot) {
    if (slots.get(slot) instanceof Call call) {
      CallDescription description = call.description();
      int keys = description.identity().types().size();
      List<Integer> operands = call.operands();
      List<Integer> rowKey = operands.subList(operands.size() - keys, operands.size());
      for (ParameterDescription parameter : description.parameters()) {
        if (parameter.argument() instanceof FromChild from && from.requiredColumn() != null) {
          required.add(
              new Required(
                  input(operands.get(from.child())),
                  from.requiredColumn(),
                  description.identity(),
                  rowKey.stream().map(this::input).toList()));
        }
      }
    }
  }

  private void describe(int slot) {
    described.add(
        new ProgramDescription.Slot(
            name(slots.get(slot)), type(slot), isNullable(slot), described.size() < outputs));
  }

  private String name(Slot slot) {
    if (slot instanceof Column column) {
      return column.attribute().name();
    }
    return slot instanceof Call call ? call.description().call().feature() : partName((Part) slot);
  }

  private String partName(Part part) {
    return name(slots.get(part.record())) + "_" + struct(part).fields().get(part.index()).name();
  }

  private Struct struct(Part part) {
    return (Struct) computed(part.record()).type();
  }

  private SparkType computed(int slot) {
    return slots.get(slot) instanceof Call call
        ? call.description().result()
        : ((Part) slots.get(slot)).type();
  }

  /** What is only passed on is but bits, so that any type of its width will do. */
  private Type type(int slot) {
    if (slots.get(slot) instanceof Column column) {
      SparkType type = taken.get(slot);
      boolean isFixed = UnsafeRow.isFixedLength(column.attribute().dataType());
      return type != null ? type.type() : isFixed ? Scalar.LONG : Scalar.BINARY;
    }
    return computed(slot).type();
  }

  private boolean isNullable(int slot) {
    return !(slots.get(slot) instanceof Column column)
        || (column.attribute().nullable() && !notNull.contains(input(slot)));
  }

  private void addOperation(int slot) {
    if (slots.get(slot) instanceof Call call) {
      operations.add(operation(call.description(), call.operands(), placeOf(slot)));
    } else if (slots.get(slot) instanceof Part part) {
      operations.add(operation(part, placeOf(slot)));
    }
  }

  private Operation operation(CallDescription description, List<Integer> children, int result) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < description.parameters().size(); i++) {
      ParameterDescription parameter = description.parameters().get(i);
      int slot =
          parameter.argument() instanceof FromChild from
              ? placeOf(children.get(from.child()))
              : supplied((FromInput) parameter.argument(), description.call().parameters().get(i));
      operands.add(new Operand(slot, parameter.javaClass(), parameter.nullable()));
    }
    return new Operation(
        description.call(),
        description.owner(),
        description.method(),
        false,
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
        record,
        accessor,
        true,
        List.of(new Operand(placeOf(part.record()), record, false)),
        result,
        struct.fields().get(part.index()).nullable());
  }

  boolean computesFeatures() {
    return operations.stream().anyMatch(operation -> !operation.accessor());
  }

  /** The columns that come out, each slot once. */
  List<Attribute> output() {
    return output;
  }

  /** The column that comes out with the value of a wanted one. */
  Attribute written(Attribute wanted) {
    return output.get(placeOf(reader.slot(wanted)));
  }

  /** What explain shows of the features. */
  List<String> listing() {
    return places.keySet().stream()
        .sorted()
        .filter(slot -> !(slots.get(slot) instanceof Column))
        .flatMap(slot -> reader.shown(slot).stream())
        .toList();
  }

  /** The columns that are read, in the order of {@link RowFeatures#inputs}. */
  List<Attribute> inputs() {
    return inputs.keySet().stream().map(slot -> ((Column) slots.get(slot)).attribute()).toList();
  }

  RowFeatures features() {
    List<Input> read = new ArrayList<>();
    for (int slot : inputs.keySet()) {
      read.add(
          new Input(
              ((Column) slots.get(slot)).attribute().dataType(),
              places.getOrDefault(slot, -1),
              taken.get(slot)));
    }
    List<Output> written = new ArrayList<>();
    for (int slot : List.copyOf(places.keySet()).subList(0, outputs)) {
      written.add(
          slots.get(slot) instanceof Column column
              ? new Output(column.attribute().dataType(), input(slot), null)
              : new Output(computed(slot).dataType(), -1, computed(slot)));
    }
    return new RowFeatures(
        read,
        written,
        supplied,
        List.copyOf(required),
        new ProgramDescription(described, operations));
  }
}
