package rowan.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rowan.graph.Argument;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Method;
import rowan.graph.Node;
import rowan.plan.Call;
import rowan.program.ProgramDescription.Kind;
import rowan.program.ProgramDescription.Operand;
import rowan.program.ProgramDescription.Operation;
import rowan.program.ProgramDescription.Slot;
import rowan.type.Type;

/**
 * Which node of a graph is in which slot, and the operations that compute nodes. Several programs
 * may run over the slots of one table, one after the other.
 */
public final class SlotTable {

  private final Graph graph;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Slot> slots = new ArrayList<>();
  private final BitSet kept = new BitSet();

  /** A table without slots. */
  public SlotTable(Graph graph) {
    this.graph = graph;
  }

  /** The slot of a node; a new one the first time. */
  public int add(Node node) {
    Integer known = numbers.get(node.name());
    if (known != null) {
      return known;
    }
    numbers.put(node.name(), slots.size());
    return add(node.name(), node.type(), node.nullable() || isKnownLate(node));
  }

  /** A slot of its own for a row that is a record, from which columns are read. */
  public int addRow(Class<?> record) {
    return add("row", new Type.Opaque(record.getName()), false);
  }

  private int add(String name, Type type, boolean nullable) {
    slots.add(new Slot(name, type, nullable, false));
    return slots.size() - 1;
  }

  /** Null, until it becomes known. */
  private static boolean isKnownLate(Node node) {
    return node.definition() instanceof Definition.Column column
        && column.component().knownAfter().isPresent();
  }

  /** The slot of a node, whose value is read from it; so programs keep it from now on. */
  public int slot(String node) {
    int slot = number(node);
    kept.set(slot);
    return slot;
  }

  /** The slot of a node, whose value is read from it. */
  public int slot(Node node) {
    return slot(node.name());
  }

  /** The type of a node. */
  public Type type(String node) {
    return slots.get(number(node)).type();
  }

  private int number(String node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalStateException("the plan has no node " + node);
    }
    return number;
  }

  /** What computes a row feature; its arguments have their slots already. */
  public Operation compute(Node node) {
    if (node.definition() instanceof Definition.Part part) {
      Class<?> record = graph.loaded(part.method()).getReturnType();
      String component = record.getRecordComponents()[part.index()].getName();
      int whole = number(node.arguments().get(0).node());
      return accessor(Call.of(node), record, component, whole, add(node), true);
    }
    boolean isVector = node.definition() instanceof Definition.Vector;
    Method method = ((Definition.OfMethod) node.definition()).method();
    Class<?>[] classes = graph.loaded(method).getParameterTypes();
    List<Operand> operands = new ArrayList<>();
    for (Argument argument : node.arguments()) {
      operands.add(
          new Operand(
              number(argument.node()),
              isVector ? double.class : classes[operands.size()],
              argument.parameter().use().nullable()));
    }
    return new Operation(
        Call.of(node),
        isVector ? Kind.VECTOR : Kind.METHOD,
        graph.classNamed(method.owner()),
        method.name(),
        operands,
        add(node),
        method.result().nullable());
  }

  /** What reads a column of a row that is a record. */
  public Operation read(Node column, Class<?> record, int row) {
    String component = ((Definition.Column) column.definition()).component().name();
    Call call = new Call(column.name(), record.getName() + "." + component, List.of("row"));
    boolean nullable = column.nullable() || isKnownLate(column);
    return accessor(call, record, component, row, add(column), nullable);
  }

  private static Operation accessor(
      Call call, Class<?> record, String component, int row, int result, boolean mayReturnNull) {
    List<Operand> operands = List.of(new Operand(row, record, false));
    return new Operation(call, Kind.ACCESSOR, record, component, operands, result, mayReturnNull);
  }

  /** The program of some operations. What others read of its results is kept. */
  public RowProgram program(List<Operation> operations) {
    return program(operations, ProgramDescription.NO_ROW);
  }

  /**
   * The program of some operations, given rows beside the slots.
   *
   * @param row the slot of such a row
   */
  public RowProgram program(List<Operation> operations, int row) {
    return RowProgram.compile(describe(operations, row));
  }

  /** What the program of some operations computes. */
  ProgramDescription describe(List<Operation> operations, int row) {
    List<Slot> described = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      described.add(new Slot(slot.name(), slot.type(), slot.nullable(), kept.get(i)));
    }
    return new ProgramDescription(described, operations, row);
  }

  /** Lets programs keep what these operations read and do not compute themselves. */
  public void keepInputs(List<Operation> operations) {
    BitSet computed = new BitSet();
    operations.forEach(operation -> computed.set(operation.result()));
    for (Operation operation : operations) {
      for (Operand operand : operation.operands()) {
        if (!computed.get(operand.slot())) {
          kept.set(operand.slot());
        }
      }
    }
  }

  /** Slots for a row. */
  public Slots newSlots() {
    return Slots.ofSize(slots.size());
  }
}
