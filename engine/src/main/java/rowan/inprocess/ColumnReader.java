package rowan.inprocess;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.program.Slots;
import rowan.type.JavaForm;
import rowan.type.TextForm;
import rowan.type.Type;

/** Takes the values of one column of the rows that are scored into its slot, and checks them. */
final class ColumnReader {

  private final Node node;
  private final Component component;
  private final Type type;
  private final int slot;
  private final JavaForm form;

  ColumnReader(Graph graph, Node node, int slot) {
    this.node = node;
    this.component = ((Definition.Column) node.definition()).component();
    this.type = node.type();
    this.slot = slot;
    this.form = JavaForm.of(type, graph::classNamed);
  }

  String column() {
    return component.column();
  }

  /** What the author calls the column; maps may spell it so. */
  String component() {
    return component.name();
  }

  /** Where the column is among those of its source. */
  int index() {
    return ((Definition.Column) node.definition()).source().components().indexOf(component);
  }

  /** Takes a value, and adds what is wrong with it. */
  void take(@Nullable Object value, Slots slots, List<String> problems) {
    if (value == null) {
      slots.store(slot, type, null);
      if (!component.use().nullable() && !isKnownLate()) {
        problems.add("column %s is null, but not declared @Nullable".formatted(column()));
      }
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
}
