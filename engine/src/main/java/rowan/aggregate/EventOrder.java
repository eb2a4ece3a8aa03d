package rowan.aggregate;

import java.util.Comparator;
import java.util.List;
import rowan.type.Type;
import rowan.type.ValueOrder;

/**
 * The order of events that happened at one time.
 *
 * @param types the types of what identifies an event: of its row key, or of all columns without one
 * @param comparator compares lists of such values
 * @param unique whether equal ones are the same event; if not, they are events that are alike
 */
public record EventOrder(List<Type> types, Comparator<Object> comparator, boolean unique) {

  /** The order by the values of the types. */
  public static EventOrder of(List<Type> types, boolean unique) {
    return new EventOrder(List.copyOf(types), ValueOrder.ofLists(types), unique);
  }
}
