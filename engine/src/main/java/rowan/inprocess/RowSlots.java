package rowan.inprocess;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Method;
import rowan.graph.Node;
import rowan.plan.FeatureException;
import rowan.plan.SuppliedValues;
import rowan.type.Name;

/** Reads rows of one source into slots, beside the values that the caller supplied. */
final class RowSlots {

  private final Graph graph;
  private final SlotTable table = new SlotTable();
  private final List<ColumnReader> columns = new ArrayList<>();
  private final Map<Name, ColumnReader> columnsByName = new HashMap<>();
  private final List<Node> supplied = new ArrayList<>();
  private final SuppliedValues values;
  private Slots template = Slots.ofSize(0);

  RowSlots(Graph graph, SuppliedValues values) {
    this.graph = graph;
    this.values = values;
  }

  /** Reads a column of each row. */
  void addColumn(Node node) {
    ColumnReader column = new ColumnReader(graph, node, table.add(node));
    columns.add(column);
    columnsByName.put(Name.of(column.column()), column);
    columnsByName.put(Name.of(column.component()), column);
    grow();
  }

  /** Gives each row a supplied value. */
  void addSupplied(Node node) {
    table.add(node);
    supplied.add(node);
    grow();
  }

  /** Makes place for a value that a later step computes. */
  int addComputed(Node node) {
    int slot = table.add(node);
    grow();
    return slot;
  }

  private void grow() {
    template = Slots.ofSize(table.size());
    for (Node node : supplied) {
      template.store(table.slot(node), node.type(), values.value(node.name()));
    }
  }

  /** Makes place for a row feature, and what computes it. */
  SlotCall addFeature(Node node) {
    addComputed(node);
    try {
      if (node.definition() instanceof Definition.Part part) {
        return new SlotCall(node, accessor(part), true, table);
      }
      Method method = ((Definition.Computed) node.definition()).method();
      MethodHandle handle = MethodHandles.publicLookup().unreflect(graph.loaded(method));
      return new SlotCall(node, handle, method.result().nullable(), table);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Cannot call %s; its package must be open to its callers".formatted(node.definedBy()), e);
    }
  }

  private MethodHandle accessor(Definition.Part part) throws IllegalAccessException {
    Class<?> type = graph.loaded(part.method()).getReturnType();
    return MethodHandles.publicLookup()
        .unreflect(type.getRecordComponents()[part.index()].getAccessor());
  }

  SlotTable table() {
    return table;
  }

  /** The slots of a row that has no columns. */
  Slots empty() {
    return template.copy();
  }

  /**
   * Reads a row that is given as its source's record.
   *
   * @param task what it is read for, as messages say it: {@code score}
   */
  Slots read(Record row, String task) {
    Slots slots = template.copy();
    List<String> problems = new ArrayList<>(0);
    for (ColumnReader column : columns) {
      column.read(row, slots, problems);
    }
    return checked(row, task, slots, problems);
  }

  /** Reads a row that is given as values by column name in any spelling. */
  Slots read(Map<String, ? extends @Nullable Object> row, String task) {
    Slots slots = template.copy();
    Map<ColumnReader, String> given = new HashMap<>();
    row.keySet().forEach(key -> remember(key, given, task));
    List<String> problems = new ArrayList<>(0);
    for (ColumnReader column : columns) {
      String key = given.get(column);
      if (key != null) {
        column.take(row.get(key), slots, problems);
      } else if (column.isKnownLate()) {
        column.take(null, slots, problems);
      } else {
        problems.add("column %s is missing%s".formatted(column.column(), didYouMean(column, row)));
      }
    }
    return checked(row, task, slots, problems);
  }

  private static Slots checked(Object row, String task, Slots slots, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new FeatureException(
          "Cannot %s row %s: %s".formatted(task, row, String.join("; ", problems)), null);
    }
    return slots;
  }

  private void remember(String key, Map<ColumnReader, String> given, String task) {
    ColumnReader column = columnsByName.get(Name.of(key));
    if (column != null) {
      String other = given.put(column, key);
      if (other != null) {
        throw new FeatureException(
            "Cannot %s a row: its columns %s and %s are one name".formatted(task, other, key),
            null);
      }
    }
  }

  private static String didYouMean(ColumnReader column, Map<String, ?> row) {
    List<Name> near = Name.of(column.column()).nearest(row.keySet().stream().map(Name::of));
    return near.isEmpty() ? "" : " (the row has " + near.get(0) + ")";
  }
}
