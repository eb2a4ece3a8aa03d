package rowan.inprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.graph.Node;
import rowan.program.SlotTable;
import rowan.program.Slots;
import rowan.type.JavaForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;

/** The values of some slots as one object, which equals another of the same values. */
final class SlotKey {

  private final int[] slots;
  private final Type[] types;
  private final List<UnaryOperator<Object>> forms = new ArrayList<>();

  /**
   * @param nodes the nodes that make the key
   * @param types what they are widened to, so that keys of several sources are comparable
   * @param classNamed finds the classes that types name
   */
  SlotKey(
      List<Node> nodes, List<Type> types, SlotTable table, Function<String, Class<?>> classNamed) {
    this.slots = nodes.stream().mapToInt(table::slot).toArray();
    this.types = nodes.stream().map(Node::type).toArray(Type[]::new);
    for (int i = 0; i < slots.length; i++) {
      forms.add(form(this.types[i], types.get(i), classNamed));
    }
  }

  private static UnaryOperator<Object> form(
      Type type, Type wanted, Function<String, Class<?>> classNamed) {
    if (type == Scalar.DOUBLE) {
      return value -> (Double) value + 0.0; // -0.0 equals 0.0
    }
    if (type == Scalar.FLOAT && wanted == Scalar.FLOAT) {
      return value -> (Float) value + 0.0f;
    }
    return type.equals(wanted)
        ? UnaryOperator.identity()
        : JavaForm.of(wanted, classNamed)::convert;
  }

  /** The key, or null when a value of it is. */
  @Nullable Object of(Slots row) {
    if (slots.length == 1) {
      return value(row, 0);
    }
    List<Object> key = new ArrayList<>(slots.length);
    for (int i = 0; i < slots.length; i++) {
      Object value = value(row, i);
      if (value == null) {
        return null;
      }
      key.add(value);
    }
    return key;
  }

  /** The values as they are, nulls too, for comparison. */
  List<@Nullable Object> valuesOf(Slots row) {
    List<@Nullable Object> values = new ArrayList<>(slots.length);
    for (int i = 0; i < slots.length; i++) {
      values.add(row.load(slots[i], types[i]));
    }
    return values;
  }

  private @Nullable Object value(Slots row, int i) {
    Object value = row.load(slots[i], types[i]);
    return value == null ? null : forms.get(i).apply(value);
  }
}
