package rowan.aggregate;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of the events of one source and key.
 *
 * @param source the position of the events' source in its program
 * @param arguments the columns of the source that the operator sees, in the order of its parameters
 * @param condition the boolean column that an event must have true; -1 when all count
 * @param empty the value, in canonical form, when the operator has seen no event; null for null
 */
public record WindowFeature(
    int source,
    WindowSpec window,
    Aggregator<?> aggregator,
    List<Integer> arguments,
    int condition,
    @Nullable Object empty)
    implements Serializable {

  public WindowFeature {
    arguments = List.copyOf(arguments);
  }
}
