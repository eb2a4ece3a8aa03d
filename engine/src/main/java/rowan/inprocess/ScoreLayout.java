package rowan.inprocess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rowan.graph.Node;
import rowan.program.SlotTable;
import rowan.type.Name;
import rowan.type.Type;

/** Where the features of a scorer are, by name and by position. */
final class ScoreLayout {

  private final List<Node> features;
  private final int[] slots;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<Name, Integer> positions = new HashMap<>();
  private final Map<Class<?>, ScoreRecord<?>> forms = new ConcurrentHashMap<>();

  ScoreLayout(List<Node> features, SlotTable table) {
    this.features = features;
    this.slots = features.stream().mapToInt(node -> table.slot(node.name())).toArray();
    for (int i = 0; i < slots.length; i++) {
      exact.put(features.get(i).column(), i);
      positions.put(Name.of(features.get(i).column()), i);
    }
  }

  List<Node> features() {
    return features;
  }

  int slot(int position) {
    return slots[position];
  }

  Type type(int position) {
    return features.get(position).type();
  }

  /** What makes records of a class of the scores. */
  <R extends Record> ScoreRecord<R> form(Class<R> type) {
    @SuppressWarnings("unchecked") // each is kept under its own class
    ScoreRecord<R> form =
        (ScoreRecord<R>) forms.computeIfAbsent(type, t -> new ScoreRecord<>(type, this));
    return form;
  }

  int position(String feature) {
    Integer position = exact.get(feature);
    if (position == null) {
      position = positions.get(Name.of(feature));
    }
    if (position == null) {
      List<Name> near = Name.of(feature).nearest(positions.keySet().stream());
      throw new IllegalArgumentException(
          "No feature of the plan is called \"%s\"%s"
              .formatted(feature, near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
    }
    return position;
  }
}
