package rowan.inprocess;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rowan.graph.Node;
import rowan.type.Type;

/** Which node is kept in which slot. */
final class SlotTable {

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Type> types = new ArrayList<>();

  /** The slot of a node; a new one the first time. */
  int add(Node node) {
    Integer known = slots.get(node.name());
    if (known != null) {
      return known;
    }
    slots.put(node.name(), types.size());
    types.add(node.type());
    return types.size() - 1;
  }

  int size() {
    return types.size();
  }

  int slot(String node) {
    Integer slot = slots.get(node);
    if (slot == null) {
      throw new IllegalStateException("the plan has no node " + node);
    }
    return slot;
  }

  int slot(Node node) {
    return slot(node.name());
  }

  Type type(String node) {
    return types.get(slot(node));
  }
}
