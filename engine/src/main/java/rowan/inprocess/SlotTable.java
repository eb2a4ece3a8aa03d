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

  int add(Node node) {
    int slot = types.size();
    slots.put(node.name(), slot);
    types.add(node.type());
    return slot;
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

  Type type(String node) {
    return types.get(slot(node));
  }
}
