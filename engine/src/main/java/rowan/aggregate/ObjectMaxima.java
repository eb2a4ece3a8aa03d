package rowan.aggregate;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import rowan.type.Type;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/** As {@link PrimitiveMaxima}, of objects in an order. */
final class ObjectMaxima implements Maxima {

  private static final long serialVersionUID = 1L;

  private static final int INITIAL_CAPACITY = 4;

  private final Comparator<Object> order;
  private @Nullable Object[] values = new @Nullable Object[INITIAL_CAPACITY];
  private int[] numbers = new int[INITIAL_CAPACITY];
  private int head;
  private int tail;
  private int oldest;
  private int next;
  private int tailBefore;
  private @Nullable Object valueBefore;
  private int numberBefore;

  ObjectMaxima(Comparator<Object> order) {
    this.order = order;
  }

  /** Adds a value; see {@link PrimitiveMaxima#add}. */
  void add(Object value, boolean evicts) {
    int end = tail;
    while (end != head && order.compare(at(end - 1), value) <= 0) {
      end--;
    }
    tailBefore = tail;
    if (evicts || end == head) {
      put(end, value);
    } else {
      keepLast();
    }
    next++;
  }

  private void put(int at, Object value) {
    if (at - head == values.length) {
      grow();
    }
    int slot = slot(at);
    valueBefore = values[slot];
    numberBefore = numbers[slot];
    values[slot] = value;
    numbers[slot] = next;
    tail = at + 1;
  }

  private void keepLast() {
    int slot = slot(tail - 1);
    valueBefore = values[slot];
    numberBefore = numbers[slot];
  }

  @Override
  public void evict() {
    oldest++;
    dropEvicted();
  }

  private void dropEvicted() {
    while (head != tail && numbers[slot(head)] - oldest < 0) {
      head++;
    }
  }

  @Override
  public void retract() {
    next--;
    int slot = slot(tail - 1);
    values[slot] = valueBefore;
    numbers[slot] = numberBefore;
    tail = tailBefore;
    dropEvicted();
  }

  Object greatest() {
    return at(head);
  }

  /** Adds the values of a window that follows this one. */
  void addAll(ObjectMaxima later, boolean evicts) {
    int start = next - later.oldest;
    for (int i = later.head; i != later.tail; i++) {
      next = start + later.numbers[later.slot(i)];
      add(later.at(i), evicts);
    }
    next = start + later.next;
  }

  /** As {@link PrimitiveMaxima#write}. */
  void write(Type type, ValueWriter out) {
    out.whole(tail - head);
    for (int i = head; i != tail; i++) {
      out.whole(numbers[slot(i)] - oldest);
      out.value(type, at(i));
    }
    out.whole(next - oldest);
  }

  /** Reads into a window that is new. */
  void read(Type type, ValueReader in) {
    for (int rest = in.count(); rest > 0; rest--) {
      next = (int) in.whole();
      put(tail, in.value(type));
    }
    next = (int) in.whole();
  }

  private Object at(int at) {
    Object value = values[slot(at)];
    if (value == null) {
      throw new IllegalStateException("the window is empty");
    }
    return value;
  }

  private int slot(int at) {
    return at & (values.length - 1);
  }

  private void grow() {
    @Nullable Object[] oldValues = values;
    int[] oldNumbers = numbers;
    int oldMask = oldValues.length - 1;
    values = Arrays.copyOf(oldValues, 2 * oldValues.length);
    numbers = Arrays.copyOf(oldNumbers, 2 * oldNumbers.length);
    for (int i = head; i != tail; i++) {
      values[slot(i)] = oldValues[i & oldMask];
      numbers[slot(i)] = oldNumbers[i & oldMask];
    }
  }
}
