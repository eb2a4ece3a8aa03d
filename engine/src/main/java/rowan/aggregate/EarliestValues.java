package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The first values of a window.
 *
 * @param limit how many are kept; 0 when all are, because the first ones may leave
 */
record EarliestValues(int limit) implements Serializable {

  /** Values in order of time, and of how many they are the first. */
  static final class State {
    final Deque<Object> values = new ArrayDeque<>(2);
    long count;
  }

  static EarliestValues of(Arguments arguments, int limit) {
    return new EarliestValues(arguments.evicts() ? 0 : limit);
  }

  void add(State state, Object value) {
    if (limit == 0 || state.values.size() < limit) {
      state.values.addLast(value);
    }
    state.count++;
  }

  void evict(State state) {
    state.values.removeFirst();
    state.count--;
  }

  void retract(State state) {
    if (state.values.size() == state.count) {
      state.values.removeLast();
    }
    state.count--;
  }

  State merge(State earlier, State later) {
    State both = new State();
    earlier.values.forEach(value -> add(both, value));
    if (both.values.size() == earlier.count) {
      later.values.forEach(value -> add(both, value));
    }
    both.count = earlier.count + later.count;
    return both;
  }

  void write(State state, Type type, ValueWriter out) {
    out.whole(state.count);
    out.whole(state.values.size());
    state.values.forEach(value -> out.value(type, value));
  }

  State read(Type type, ValueReader in) {
    State state = new State();
    state.count = in.whole();
    for (int rest = in.count(); rest > 0; rest--) {
      state.values.addLast(in.value(type));
    }
    return state;
  }
}
