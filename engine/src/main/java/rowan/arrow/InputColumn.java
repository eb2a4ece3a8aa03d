package rowan.arrow;

import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.type.Type;

/**
 * A column that is read, and the slot that it goes to.
 *
 * @param type of the slot; an instant also for a column of dates, which then stand for their
 *     midnights
 * @param isRead whether the program takes the value from the slot
 */
record InputColumn(Node node, Type type, int slot, boolean isRead) {

  Component component() {
    return ((Definition.Column) node.definition()).component();
  }

  String name() {
    return component().column();
  }

  /** Whether it is null, or absent, until it becomes known. */
  boolean isKnownLate() {
    return component().knownAfter().isPresent();
  }

  boolean mayBeNull() {
    return component().use().nullable() || isKnownLate();
  }

  /** Whether dates stand for instants. */
  boolean isMidnight() {
    return !node.type().equals(type);
  }
}
