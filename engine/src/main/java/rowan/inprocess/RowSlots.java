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

  private final List<ColumnReader> columns;
  private final Map<Name, ColumnReader> columnsByName = new HashMap<>();

  /** As they are spelled most often, so that no name has to be made of a spelling for each row. */
  private final Map<String, ColumnReader> columnsBySpelling = new HashMap<>();

  private final SlotTable table;
  private final RowProgram ofRecords;
  private final List<Operation> operations;
  private @Nullable volatile RowProgram ofMaps;
  private final Slots template;

  /**
   * @param columns the columns to read, of one source
   * @param supplied the nodes whose values are the same in each row
   * @param table has the slots of all nodes, these among them
   * @param operations what is computed of each row as soon as it is read
   */
  RowSlots(
      Graph graph,
      List<Node> columns,
      List<Node> supplied,
      SuppliedValues values,
      SlotTable table,
      List<Operation> operations) {
    this.table = table;
    this.operations = operations;
    this.columns =
        columns.stream().map(node -> new ColumnReader(graph, node, table.add(node))).toList();
    for (ColumnReader column : this.columns) {
      columnsByName.put(Name.of(column.column()), column);
      columnsByName.put(Name.of(column.component()), column);
      columnsBySpelling.put(column.column(), column);
      columnsBySpelling.put(column.component(), column);
    }
    this.ofRecords = columns.isEmpty() ? table.program(operations) : reading(graph, columns);
    this.template = table.newSlots();
    for (Node node : supplied) {
      template.setConstant(table.add(node), node.type(), values.value(node.name()));
    }
  }

  private RowProgram reading(Graph graph, List<Node> columns) {
    Definition.Column first = (Definition.Column) columns.get(0).definition();
    Class<?> record = graph.classNamed(first.source().className());
    int row = table.addRow(record);
    List<Operation> all = new ArrayList<>();
    columns.forEach(column -> all.add(table.read(column, record, row)));
    all.addAll(operations);
    return table.program(all, row);
  }

  /** What reads a row that is given as its source's record, and computes what is computed of it. */
  RowProgram ofRecords() {
    return ofRecords;
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

  /**
   * Reads a row that is given as its source's record, over the row before. Of a row of another
   * class nothing can be said but that it fails, if there are columns to read.
   */
  Slots read(Record row, String task, Slots slots) {
    try {
      ofRecords.run(slots, row);
    } catch (FeatureException e) {
      throw failed(row, task, e);
    }
    return slots;
  }

  /** All that is wrong with the columns of a row; if nothing is, the failure of the feature. */
  FeatureException failed(Record row, String task, FeatureException failure) {
    check(row, task);
    return failure.inRow(row);
  }

  /** Tells all that is wrong with the columns of a row, if anything is. */
  private void check(Record row, String task) {
    @Nullable Object[] components = RecordForm.of(row.getClass()).components(row);
    Slots slots = newSlots();
    List<String> problems = new ArrayList<>();
    columns.forEach(column -> column.take(components[column.index()], slots, problems));
    fail(row, task, problems);
  }

  /** Computes of a row without columns. */
  Slots read(Object shown) {
    Slots slots = newSlots();
    RowFeatures.run(ofRecords, slots, shown);
    return slots;
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
    RowFeatures.run(ofMaps(), slots, row);
    return slots;
  }

  /** Compiled when it is needed; if by two threads at once, then twice. */
  private RowProgram ofMaps() {
    RowProgram program = ofMaps;
    if (program == null) {
      program = table.program(operations);
      ofMaps = program;
    }
    return program;
  }

  private static void fail(Object row, String task, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new FeatureException(
          "Cannot %s row %s: %s".formatted(task, row, String.join("; ", problems)), null);
    }
  }

  private void remember(String key, Map<ColumnReader, String> given, String task) {
    ColumnReader spelled = columnsBySpelling.get(key);
    ColumnReader column = spelled == null ? columnsByName.get(Name.of(key)) : spelled;
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
