package rowan.aggregate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.type.Bits;
import rowan.type.Micros;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Scalar;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The events of one key and source in their order, column by column, in a ring. An index counts
 * from the first event ever; where it is in the ring, {@link #at} says.
 */
final class EventLog {

  private static final int SMALLEST = 4;

  private final List<Type> types;
  private final boolean[] floats;
  private long[] times = new long[SMALLEST];
  private final long[][] bits;
  private final @Nullable Object[][] objects;
  private final boolean[][] nulls;

  /** The row keys, and when the events became available; only where events come in any order. */
  private @Nullable Object @Nullable [] rowKeys;

  private long @Nullable [] available;
  private long first;
  private long end;

  EventLog(List<Type> types, boolean inAnyOrder) {
    this.types = types;
    this.floats = new boolean[types.size()];
    this.bits = new long[types.size()][];
    this.objects = new Object[types.size()][];
    this.nulls = new boolean[types.size()][SMALLEST];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = types.get(i) == Scalar.FLOAT;
      if (types.get(i).isPrimitive()) {
        bits[i] = new long[SMALLEST];
      } else {
        objects[i] = new Object[SMALLEST];
      }
    }
    this.rowKeys = inAnyOrder ? new Object[SMALLEST] : null;
    this.available = inAnyOrder ? new long[SMALLEST] : null;
  }

  /** The index of the oldest event that is kept. */
  long first() {
    return first;
  }

  /** The index after that of the latest event. */
  long end() {
    return end;
  }

  /** How many events are kept. */
  long size() {
    return end - first;
  }

  boolean isFull() {
    return end - first == times.length;
  }

  int at(long index) {
    return (int) index & (times.length - 1);
  }

  long time(long index) {
    return times[at(index)];
  }

  long timeAt(int at) {
    return times[at];
  }

  boolean isNull(int column, int at) {
    return nulls[column][at];
  }

  long bits(int column, int at) {
    return bits[column][at];
  }

  double real(int column, int at) {
    return floats[column]
        ? Float.intBitsToFloat((int) bits[column][at])
        : Double.longBitsToDouble(bits[column][at]);
  }

  /** The value, which is not null, as an object. */
  Object value(int column, int at) {
    if (types.get(column) instanceof Scalar scalar && bits[column] != null) {
      return switch (scalar) {
        case BOOLEAN -> bits[column][at] != 0;
        case INT -> (int) bits[column][at];
        case LONG -> bits[column][at];
        case FLOAT -> Float.intBitsToFloat((int) bits[column][at]);
        default -> Double.longBitsToDouble(bits[column][at]);
      };
    }
    return requireNonNull(objects[column][at]);
  }

  /** Makes the ring larger unless half of it is free. */
  void makeRoom() {
    if (end - first > times.length / 2) {
      grow();
    }
  }

  /** Adds an event after all others. */
  void append(long time, EventRow row) {
    if (isFull()) {
      grow();
    }
    write(at(end++), time, row);
  }

  private void write(int at, long time, EventRow row) {
    times[at] = time;
    for (int column = 0; column < nulls.length; column++) {
      boolean isNull = row.isNull(column);
      nulls[column][at] = isNull;
      if (bits[column] != null) {
        bits[column][at] = isNull ? 0 : row.bits(column);
      } else {
        objects[column][at] = isNull ? null : row.object(column);
      }
    }
  }

  /** Takes the latest event away. */
  void removeLast() {
    end--;
  }

  /** Puts an event where it belongs; those after it move on by one. */
  void insert(long index, long time, @Nullable Object rowKey, long availableFrom, EventRow row) {
    if (isFull()) {
      grow();
    }
    for (long i = end++; i > index; i--) {
      copy(at(i - 1), at(i));
    }
    int at = at(index);
    write(at, time, row);
    if (rowKeys != null && available != null) {
      rowKeys[at] = rowKey;
      available[at] = availableFrom;
    }
  }

  private void copy(int from, int to) {
    times[to] = times[from];
    for (int column = 0; column < nulls.length; column++) {
      nulls[column][to] = nulls[column][from];
      if (bits[column] != null) {
        bits[column][to] = bits[column][from];
      } else {
        objects[column][to] = objects[column][from];
      }
    }
    if (rowKeys != null && available != null) {
      rowKeys[to] = rowKeys[from];
      available[to] = available[from];
    }
  }

  /** Replaces the values of an event. */
  void amend(long index, long availableFrom, EventRow row) {
    int at = at(index);
    write(at, times[at], row);
    if (available != null) {
      available[at] = availableFrom;
    }
  }

  /** Whether the value of an event is, bit by bit, the one that a row has. */
  boolean has(long index, int column, EventRow row) {
    int at = at(index);
    if (isNull(column, at) || row.isNull(column)) {
      return isNull(column, at) == row.isNull(column);
    }
    return bits[column] != null
        ? bits[column][at] == row.bits(column)
        : Bits.equal(objects[column][at], row.object(column));
  }

  @Nullable Object rowKey(long index) {
    return rowKeys == null ? null : rowKeys[at(index)];
  }

  long availableFrom(long index) {
    return available == null ? Long.MIN_VALUE : available[at(index)];
  }

  /** The first index whose event happened at {@code time} or later. */
  long firstAt(long time) {
    long low = first;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Forgets the events before an index. */
  void dropBefore(long index) {
    for (long i = first; i < index; i++) {
      for (@Nullable Object[] column : objects) {
        if (column != null) {
          column[at(i)] = null;
        }
      }
      if (rowKeys != null) {
        rowKeys[at(i)] = null;
      }
    }
    first = Math.max(first, index);
  }

  void clear() {
    dropBefore(end);
    first = 0;
    end = 0;
  }

  /**
   * The events that were available at a time, in a log of their own. Those before the first that
   * was not have the same indices in it.
   */
  EventLog availableBy(long time) {
    EventLog seen = new EventLog(types, true);
    seen.first = first;
    seen.end = first;
    for (long i = first; i < end; i++) {
      if (availableFrom(i) <= time) {
        seen.insert(seen.end, time(i), rowKey(i), availableFrom(i), row(i));
      }
    }
    return seen;
  }

  /** Writes the events, each as it differs from the one before. */
  void write(List<Type> rowKey, ValueWriter out) {
    out.whole(size());
    long before = 0;
    for (long index = first; index < end; index++) {
      int at = at(index);
      out.whole(times[at] - before);
      before = times[at];
      long availableFrom = availableFrom(index);
      out.flag(availableFrom != Long.MIN_VALUE);
      if (availableFrom != Long.MIN_VALUE) {
        out.whole(availableFrom);
      }
      List<?> key = (List<?>) requireNonNull(rowKey(index));
      for (int i = 0; i < rowKey.size(); i++) {
        out.nullable(rowKey.get(i), key.get(i));
      }
      for (int column = 0; column < nulls.length; column++) {
        out.nullable(types.get(column), isNull(column, at) ? null : value(column, at));
      }
    }
  }

  /** An event for a person: when it happened, what identifies it, and its values. */
  String describe(long index, List<String> columns) {
    int at = at(index);
    StringBuilder text = new StringBuilder();
    text.append(times[at] == Long.MIN_VALUE ? "always" : Micros.instant(times[at]).toString());
    text.append(' ').append(TextForm.show(rowKey(index))).append(':');
    for (int column = 0; column < columns.size(); column++) {
      text.append(column == 0 ? " " : ", ").append(columns.get(column)).append(" = ");
      text.append(TextForm.show(isNull(column, at) ? null : value(column, at)));
    }
    return text.toString();
  }

  /** Adds events that were written. */
  void read(List<Type> rowKey, ValueReader in) {
    long time = 0;
    for (int rest = in.count(); rest > 0; rest--) {
      time += in.whole();
      long availableFrom = in.flag() ? in.whole() : Long.MIN_VALUE;
      List<@Nullable Object> key = new ArrayList<>(rowKey.size());
      rowKey.forEach(type -> key.add(in.nullable(type)));
      @Nullable Object[] values = new @Nullable Object[types.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.nullable(types.get(i));
      }
      insert(end, time, key, availableFrom, new ReadRow(values));
    }
  }

  /** The values of an event that was read. */
  private static final class ReadRow implements EventRow {
    private final @Nullable Object[] values;

    ReadRow(@Nullable Object[] values) {
      this.values = values;
    }

    @Override
    public boolean isNull(int column) {
      return values[column] == null;
    }

    @Override
    public long bits(int column) {
      Object value = object(column);
      if (value instanceof Double number) {
        return Double.doubleToLongBits(number);
      }
      if (value instanceof Float number) {
        return Float.floatToIntBits(number);
      }
      return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
    }

    @Override
    public Object object(int column) {
      return requireNonNull(values[column]);
    }
  }

  /** The values of a kept event. */
  EventRow row(long index) {
    int at = at(index);
    return new EventRow() {
      @Override
      public boolean isNull(int column) {
        return EventLog.this.isNull(column, at);
      }

      @Override
      public long bits(int column) {
        return EventLog.this.bits(column, at);
      }

      @Override
      public Object object(int column) {
        return value(column, at);
      }
    };
  }

  /** Doubles the ring; every index keeps its event. */
  private void grow() {
    int size = 2 * times.length;
    times = grown(times, size);
    for (int column = 0; column < nulls.length; column++) {
      nulls[column] = grown(nulls[column], size);
      if (bits[column] != null) {
        bits[column] = grown(bits[column], size);
      } else {
        objects[column] = grown(objects[column], size);
      }
    }
    rowKeys = rowKeys == null ? null : grown(rowKeys, size);
    available = available == null ? null : grown(available, size);
  }

  private long[] grown(long[] ring, int size) {
    long[] grown = new long[size];
    for (long i = first; i < end; i++) {
      grown[(int) i & (size - 1)] = ring[(int) i & (ring.length - 1)];
    }
    return grown;
  }

  private boolean[] grown(boolean[] ring, int size) {
    boolean[] grown = new boolean[size];
    for (long i = first; i < end; i++) {
      grown[(int) i & (size - 1)] = ring[(int) i & (ring.length - 1)];
    }
    return grown;
  }

  private @Nullable Object[] grown(@Nullable Object[] ring, int size) {
    @Nullable Object[] grown = new Object[size];
    for (long i = first; i < end; i++) {
      grown[(int) i & (size - 1)] = ring[(int) i & (ring.length - 1)];
    }
    return grown;
  }
}
