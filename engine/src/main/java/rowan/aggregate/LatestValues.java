package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The last values of a window. One more is kept than is asked for, so that the very last can be
 * taken back.
 *
 * @param limit how many are asked for
 */
record LatestValues(int limit) implements Serializable {

  /** Values in order of time, and of how many they are the last. */
  static final class State {
    final Deque<Object> values = new ArrayDeque<>(2);
    long count;
  }

  void add(State state, Object value) {
    state.values.addLast(value);
    if (state.values.size() > limit + 1) {
      state.values.removeFirst();
    }
    state.count++;
  }

  void evict(State state) {
    state.count--;
    if (state.values.size() > state.count) {
      state.values.removeFirst();
    }
  }

  void retract(State state) {
    state.count--;
    state.values.removeLast();
  }

  State merge(State earlier, State later) {
    State both = new State();
    earlier.values.forEach(value -> add(both, value));
    later.values.forEach(value -> add(both, value));
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
