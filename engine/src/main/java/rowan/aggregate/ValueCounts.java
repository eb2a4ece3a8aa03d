package rowan.aggregate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueOrder;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * How often each value occurs. Values are compared as keys: -0.0 is 0.0, and NaN is one value.
 *
 * @param input the type of the values
 */
record ValueCounts(Type input) implements Serializable {

  /** Counts above zero. */
  static final class State implements Serializable {
    private static final long serialVersionUID = 1L;

    long all;
    final Map<Object, Count> counts = new HashMap<>();

    void add(Object key, long count) {
      all += count;
      counts.computeIfAbsent(key, any -> new Count()).count += count;
    }

    void subtractOne(Object key) {
      all--;
      counts.computeIfPresent(key, (any, count) -> --count.count == 0 ? null : count);
    }
  }

  /** A count that changes in its place. */
  static final class Count implements Serializable {
    private static final long serialVersionUID = 1L;

    long count;
  }

  /** Bytes that are equal when their values are. */
  private static final class Bytes implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] value;

    Bytes(byte[] value) {
      this.value = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  State create() {
    return new State();
  }

  void add(State state, Event event) {
    state.add(key(input, event.valueAt(0)), 1);
  }

  void subtract(State state, Event event) {
    state.subtractOne(key(input, event.valueAt(0)));
  }

  State merge(State earlier, State later) {
    State both = create();
    earlier.counts.forEach((key, count) -> both.add(key, count.count));
    later.counts.forEach((key, count) -> both.add(key, count.count));
    return both;
  }

  /** The values, the most frequent first, and of equally frequent ones the least. */
  List<Object> mostFrequent(State state, int limit) {
    Comparator<Map.Entry<Object, Count>> byCount =
        Comparator.comparingLong(entry -> -entry.getValue().count);
    return state.counts.entrySet().stream()
        .sorted(byCount.thenComparing(Map.Entry::getKey, order()))
        .limit(limit)
        .map(entry -> value(entry.getKey()))
        .toList();
  }

  void write(State state, ValueWriter out) {
    out.whole(state.counts.size());
    state.counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order()))
        .forEach(
            entry -> {
              out.value(input, value(entry.getKey()));
              out.whole(entry.getValue().count);
            });
  }

  State read(ValueReader in) {
    State state = create();
    for (int rest = in.count(); rest > 0; rest--) {
      state.add(key(input, in.value(input)), in.whole());
    }
    return state;
  }

  /** The order of the keys. */
  Comparator<Object> order() {
    Comparator<Object> order = ValueOrder.of(input);
    return input == Scalar.BINARY ? (a, b) -> order.compare(value(a), value(b)) : order;
  }

  /** {@code value} with an equality and a hash code that are those of keys. */
  static Object key(Type type, Object value) {
    if (type == Scalar.DOUBLE) {
      return (Double) value + 0.0;
    }
    if (type == Scalar.FLOAT) {
      return (Float) value + 0.0f;
    }
    return type == Scalar.BINARY ? new Bytes((byte[]) value) : value;
  }

  /** The value that a key stands for. */
  static Object value(Object key) {
    return key instanceof Bytes bytes ? bytes.value : key;
  }
}
