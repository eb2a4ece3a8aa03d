package rowan.inprocess;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.type.JavaForm;
import rowan.type.TextForm;
import rowan.type.Type;

/** Reads one column of the rows that are scored into its slot. */
final class ColumnReader {

  private final Component component;
  private final Type type;
  private final int slot;
  private final JavaForm form;
  private final MethodHandle accessor;

  ColumnReader(Graph graph, Node node, int slot) {
    Definition.Column column = (Definition.Column) node.definition();
    this.component = column.component();
    this.type = node.type();
    this.slot = slot;
    this.form = JavaForm.of(type, graph::classNamed);
    this.accessor = accessor(graph.classNamed(column.source().className()));
  }

  /** Numbers and booleans go from the record to their slot without boxing. */
  private MethodHandle accessor(Class<?> record) {
    try {
      MethodHandle read =
          MethodHandles.publicLookup().unreflect(record.getMethod(component.name()));
      MethodHandle write = SlotAccess.writer(slot, type, read.type().returnType());
      return MethodHandles.filterArguments(write, 0, read)
          .asType(MethodType.methodType(void.class, Record.class, Slots.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component.name() + " of " + record, e);
    }
  }

  String column() {
    return component.column();
  }

  /** What the author calls the column; maps may spell it so. */
  String component() {
    return component.name();
  }

  /** Reads the column of a record of the source's class, and adds what is wrong with it. */
  void read(Record row, Slots slots, List<String> problems) {
    try {
      accessor.invokeExact(row, slots);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + component.name() + " of " + row, e);
    }
    if (slots.nulls[slot]) {
      checkNull(problems);
    } else if (!type.isPrimitive()) {
      take(slots.objects[slot], slots, problems);
    }
  }

  /** Takes the value that a map gives, and adds what is wrong with it. */
  void take(@Nullable Object value, Slots slots, List<String> problems) {
    if (value == null) {
      slots.store(slot, type, null);
      checkNull(problems);
      return;
    }
    try {
      slots.store(slot, type, form.convert(value));
    } catch (IllegalArgumentException e) {
      problems.add(
          "column %s is %s, not a %s: %s"
              .formatted(column(), TextForm.show(value), type, e.getMessage()));
    }
  }

  /** Whether it is null, or absent, until it becomes known. */
  boolean isKnownLate() {
    return component.knownAfter().isPresent();
  }

  private void checkNull(List<String> problems) {
    if (!component.use().nullable() && !isKnownLate()) {
      problems.add("column %s is null, but not declared @Nullable".formatted(column()));
    }
  }
}
