package rowan.aggregate;

import java.util.Arrays;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The greatest of a window of longs: a deque of those that no later one reaches, which fall from
 * head to tail. An add costs O(1) on average and an eviction always.
 */
final class PrimitiveMaxima implements Maxima {

  private static final long serialVersionUID = 1L;

  private static final int INITIAL_CAPACITY = 4;

  /** Rings; the capacity is a power of two. */
  private long[] values = new long[INITIAL_CAPACITY];

  /** Which value of the window each is, in the order of coming. */
  private int[] numbers = new int[INITIAL_CAPACITY];

  /** Where the deque begins and ends, counted on and on; they wrap around. */
  private int head;

  private int tail;

  /** The numbers of the oldest value in the window, and of the next that comes. */
  private int oldest;

  private int next;

  // What the last add overwrote. Other values that it took out are still in their places.
  private int tailBefore;
  private long valueBefore;
  private int numberBefore;

  /**
   * Adds a value.
   *
   * @param evicts whether a smaller one may be needed later, when the greater ones have left
   */
  void add(long value, boolean evicts) {
    int end = tail;
    while (end != head && values[slot(end - 1)] <= value) {
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

  private void put(int at, long value) {
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

  /** Nothing is overwritten: what is restored is what is there. */
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

  long greatest() {
    return values[slot(head)];
  }

  /** Adds the values of a window that follows this one. */
  void addAll(PrimitiveMaxima later, boolean evicts) {
    int start = next - later.oldest;
    for (int i = later.head; i != later.tail; i++) {
      int slot = later.slot(i);
      next = start + later.numbers[slot];
      add(later.values[slot], evicts);
    }
    next = start + later.next;
  }

  /** Writes the values of the deque, and how far each is from the oldest of the window. */
  void write(ValueWriter out) {
    out.whole(tail - head);
    for (int i = head; i != tail; i++) {
      out.whole(numbers[slot(i)] - oldest);
      out.whole(values[slot(i)]);
    }
    out.whole(next - oldest);
  }

  /** Reads into a window that is new. */
  void read(ValueReader in) {
    for (int rest = in.count(); rest > 0; rest--) {
      next = (int) in.whole();
      put(tail, in.whole());
    }
    next = (int) in.whole();
  }

  private int slot(int at) {
    return at & (values.length - 1);
  }

  /** Doubles the rings. They are full, so nothing outside of the deque is worth keeping. */
  private void grow() {
    long[] oldValues = values;
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
