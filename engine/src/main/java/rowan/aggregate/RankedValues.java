package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rowan.type.Type;
import rowan.type.ValueOrder;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * Values in order, the greatest first or the least first. Where no value ever leaves, only the
 * first so many are kept, and one more, so that the one that came last can be taken back.
 *
 * @param limit how many are kept; 0 when all are
 */
record RankedValues(Type input, boolean greatestFirst, int limit) implements Serializable {

  /** How many there are of each value. */
  static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<Object, Integer> counts;
    private int size;

    private State(Comparator<Object> order) {
      counts = new TreeMap<>(order);
    }

    private void add(Object value, int count) {
      counts.merge(value, count, Integer::sum);
      size += count;
    }

    private void removeOne(Object value) {
      // Not there when it was beyond the limit.
      if (counts.containsKey(value)) {
        counts.computeIfPresent(value, (any, count) -> count == 1 ? null : count - 1);
        size--;
      }
    }

    /** The first values in order, as many as there are up to a number. */
    List<Object> first(int number) {
      List<Object> first = new ArrayList<>(Math.min(number, size));
      for (Map.Entry<Object, Integer> entry : counts.entrySet()) {
        for (int i = 0; i < entry.getValue(); i++) {
          if (first.size() == number) {
            return List.copyOf(first);
          }
          first.add(entry.getKey());
        }
      }
      return List.copyOf(first);
    }
  }

  static RankedValues of(Arguments arguments, boolean greatestFirst) {
    int limit = arguments.evicts() ? 0 : Operands.limit(arguments);
    return new RankedValues(Operands.ordered(arguments), greatestFirst, limit);
  }

  State create() {
    Comparator<Object> order = ValueOrder.of(input);
    return new State(greatestFirst ? order.reversed() : order);
  }

  void add(State state, Object value) {
    state.add(value, 1);
    dropBeyondLimit(state);
  }

  void remove(State state, Object value) {
    state.removeOne(value);
  }

  State merge(State earlier, State later) {
    State both = create();
    earlier.counts.forEach(both::add);
    later.counts.forEach(both::add);
    dropBeyondLimit(both);
    return both;
  }

  void write(State state, ValueWriter out) {
    out.whole(state.counts.size());
    state.counts.forEach(
        (value, count) -> {
          out.value(input, value);
          out.whole(count);
        });
  }

  State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.add(in.value(input), in.count());
    }
    return state;
  }

  private void dropBeyondLimit(State state) {
    while (limit != 0 && state.size > limit + 1) {
      state.removeOne(state.counts.lastKey());
    }
  }
}
