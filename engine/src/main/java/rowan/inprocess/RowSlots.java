package rowan.inprocess;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.FeatureException;
import rowan.plan.SuppliedValues;
import rowan.program.ProgramDescription.Operation;
import rowan.program.RowProgram;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.Name;
import rowan.type.RecordForm;

/** Reads rows of one source into slots, beside the values that the caller supplied. */
final class RowSlots {

  private static final int NO_ROW = -1;

  private final List<ColumnReader> columns;
  private final Map<Name, ColumnReader> columnsByName = new HashMap<>();
  private final int row;
  private final RowProgram reading;
  private final Slots template;

  /**
   * @param columns the columns to read, of one source
   * @param supplied the nodes whose values are the same in each row
   * @param table has the slots of all nodes, these among them
   */
  RowSlots(
      Graph graph,
      List<Node> columns,
      List<Node> supplied,
      SuppliedValues values,
      SlotTable table) {
    this.columns =
        columns.stream().map(node -> new ColumnReader(graph, node, table.add(node))).toList();
    for (ColumnReader column : this.columns) {
      columnsByName.put(Name.of(column.column()), column);
      columnsByName.put(Name.of(column.component()), column);
    }
    List<Operation> reads = new ArrayList<>();
    if (columns.isEmpty()) {
      this.row = NO_ROW;
    } else {
      Definition.Column first = (Definition.Column) columns.get(0).definition();
      Class<?> record = graph.classNamed(first.source().className());
      this.row = table.addRow(record);
      columns.forEach(column -> reads.add(table.read(column, record, row)));
    }
    this.reading = table.program(reads);
    this.template = table.newSlots();
    for (Node node : supplied) {
      template.setConstant(table.add(node), node.type(), values.value(node.name()));
    }
  }

  /** Slots for rows, with the supplied values. */
  Slots newSlots() {
    return template.copy();
  }

  /**
   * Reads a row that is given as its source's record.
   *
   * @param task what it is read for, as messages say it: {@code score}
   */
  Slots read(Record row, String task) {
    return read(row, task, newSlots());
  }

  /** Reads a row that is given as its source's record, over the row before. */
  Slots read(Record given, String task, Slots slots) {
    slots.clear();
    if (row != NO_ROW) {
      slots.setObject(row, given);
      try {
        reading.run(slots);
      } catch (FeatureException e) {
        check(given, task, slots);
        throw e;
      }
    }
    return slots;
  }

  /** Reads a row that cannot be read as it should be, and tells all that is wrong with it. */
  private void check(Record given, String task, Slots slots) {
    @Nullable Object[] components = RecordForm.of(given.getClass()).components(given);
    List<String> problems = new ArrayList<>();
    columns.forEach(column -> column.take(components[column.index()], slots, problems));
    fail(given, task, problems);
  }

  /** Reads a row that is given as values by column name in any spelling. */
  Slots read(Map<String, ? extends @Nullable Object> row, String task) {
    Slots slots = newSlots();
    Map<ColumnReader, String> given = new HashMap<>();
    row.keySet().forEach(key -> remember(key, given, task));
    List<String> problems = new ArrayList<>();
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
    fail(row, task, problems);
    return slots;
  }

  private static void fail(Object row, String task, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new FeatureException(
          "Cannot %s row %s: %s".formatted(task, row, String.join("; ", problems)), null);
    }
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
