package rowan.spark.execution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.jspecify.annotations.Nullable;
import rowan.program.ProgramDescription;
import rowan.spark.execution.RowFeatures.Input;
import rowan.spark.execution.RowFeatures.Output;
import rowan.spark.execution.RowFeatures.Required;
import rowan.spark.execution.Slot.Call;
import rowan.spark.execution.Slot.Column;
import rowan.spark.execution.Slot.Part;
import rowan.spark.expression.CallDescription;
import rowan.spark.expression.CallDescription.FromChild;
import rowan.spark.expression.CallDescription.ParameterDescription;
import rowan.spark.expression.RequiredColumns;
import rowan.spark.expression.RowIdentity;
import rowan.spark.type.SparkType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Decides where a program has the values of a stack of projections: first those that come out, as a
 * row of Spark's has them, then what only methods take, and nothing that nobody wants.
 */
final class ProgramLayout {

  private final ProjectionReader reader;
  private final List<Slot> slots;
  private final List<Attribute> output = new ArrayList<>();
  private final NumberedSlots places;
  private final NumberedSlots inputs;
  private final @Nullable SparkType[] taken;
  private final Set<Required> required = new LinkedHashSet<>();
  private final BitSet notNull = new BitSet();
  private final List<Integer> wanted;

  /**
   * @param checks what the rows below are checked for
   */
  ProgramLayout(ProjectStack stack, List<RequiredColumns> checks) {
    this.reader = stack.reader();
    this.slots = reader.slots();
    this.places = new NumberedSlots(slots.size());
    this.inputs = new NumberedSlots(slots.size());
    this.taken = new @Nullable SparkType[slots.size()];
    for (Attribute attribute : CollectionConverters.asJava(stack.top().output())) {
      int place = places.of(reader.slot(attribute));
      if (place == output.size()) {
        output.add(attribute);
      }
    }
    this.wanted = wanted();
    wanted.forEach(this::place);
    checks.forEach(this::requireColumns);
    wanted.forEach(this::requireColumns);
  }

  /** What the wanted slots are computed from, and they themselves, in order of computation. */
  private List<Integer> wanted() {
    BitSet wanted = new BitSet(slots.size());
    places.slots().forEach(wanted::set);
    for (int slot = slots.size() - 1; slot >= 0; slot--) {
      if (wanted.get(slot)) {
        tellOperands(slots.get(slot), wanted::set);
      }
    }
    return wanted.stream().boxed().toList();
  }

  /** The slots that methods take; not those that only errors tell of. */
  private static void tellOperands(Slot slot, IntConsumer operands) {
    if (slot instanceof Part part) {
      operands.accept(part.record());
    } else if (slot instanceof Call call) {
      for (ParameterDescription parameter : call.description().parameters()) {
        if (parameter.argument() instanceof FromChild from) {
          operands.accept(call.operands().get(from.child()));
        }
      }
    }
  }

  private void place(int slot) {
    places.of(slot);
    if (slots.get(slot) instanceof Column) {
      inputs.of(slot);
    } else if (slots.get(slot) instanceof Call call) {
      for (ParameterDescription parameter : call.description().parameters()) {
        if (parameter.argument() instanceof FromChild from) {
          taken[call.operands().get(from.child())] = from.type();
        }
      }
    }
  }

  /** The place of a wanted slot. */
  int placeOf(int slot) {
    return nullWords() + places.known(slot).orElseThrow();
  }

  /** How many places the null bits of a row that comes out take; they are the first. */
  int nullWords() {
    return RowFeatures.nullWords(output.size());
  }

  private void requireColumns(RequiredColumns check) {
    List<Integer> columns =
        CollectionConverters.asJava(check.children()).stream()
            .map(column -> reader.slot((Attribute) column))
            .toList();
    List<String> names = check.description().names();
    List<Integer> rowKey = columns.subList(names.size(), columns.size());
    for (int i = 0; i < names.size(); i++) {
      require(columns.get(i), names.get(i), check.description().identity(), rowKey);
    }
  }

  private void requireColumns(int slot) {
    if (slots.get(slot) instanceof Call call) {
      CallDescription description = call.description();
      int keys = description.identity().types().size();
      List<Integer> operands = call.operands();
      List<Integer> rowKey = operands.subList(operands.size() - keys, operands.size());
      for (ParameterDescription parameter : description.parameters()) {
        if (parameter.argument() instanceof FromChild from && from.requiredColumn() != null) {
          int column = operands.get(from.child());
          require(column, from.requiredColumn(), description.identity(), rowKey);
        }
      }
    }
  }

  private void require(int column, String name, RowIdentity identity, List<Integer> rowKey) {
    notNull.set(column);
    required.add(
        new Required(inputs.of(column), name, identity, rowKey.stream().map(inputs::of).toList()));
  }

  /** Whether a method is called. */
  boolean computesFeatures() {
    return wanted.stream().anyMatch(slot -> slots.get(slot) instanceof Call);
  }

  /** The slots that are wanted, in order of computation. */
  List<Integer> wantedSlots() {
    return wanted;
  }

  /** The slots in the order of their places; the first come out. */
  List<Integer> inPlace() {
    return places.slots();
  }

  /** The type that methods take a column as, if any does. */
  Optional<SparkType> takenAs(int column) {
    return Optional.ofNullable(taken[column]);
  }

  /** Whether a column must not be null. */
  boolean isRequired(int column) {
    return notNull.get(column);
  }

  /** The columns that come out, each slot once. */
  List<Attribute> output() {
    return output;
  }

  /** The column that comes out with the value of a wanted one. */
  Attribute written(Attribute wanted) {
    return output.get(placeOf(reader.slot(wanted)) - nullWords());
  }

  /** What explain shows of the features. */
  List<Supplier<String>> listing() {
    return places.slots().stream()
        .sorted()
        .filter(slot -> !(slots.get(slot) instanceof Column))
        .flatMap(slot -> reader.shown(slot).stream())
        .toList();
  }

  /** The columns that are read, in the order of {@link RowFeatures#inputs}. */
  List<Attribute> inputs() {
    return inputs.slots().stream().map(slot -> ((Column) slots.get(slot)).attribute()).toList();
  }

  /** The features in a form to be sent. */
  RowFeatures features() {
    ProgramDescriber describer = new ProgramDescriber(slots, this);
    List<Input> read = new ArrayList<>();
    for (int slot : inputs.slots()) {
      read.add(
          new Input(
              ((Column) slots.get(slot)).attribute().dataType(),
              places.known(slot).isPresent() ? placeOf(slot) : -1,
              taken[slot]));
    }
    List<Output> written = new ArrayList<>();
    for (int slot : inPlace().subList(0, output.size())) {
      written.add(
          slots.get(slot) instanceof Column column
              ? new Output(column.attribute().dataType(), inputs.of(slot), null)
              : new Output(describer.computed(slot).dataType(), -1, describer.computed(slot)));
    }
    ProgramDescription program = describer.program();
    return new RowFeatures(read, written, describer.supplied(), List.copyOf(required), program);
  }
}
