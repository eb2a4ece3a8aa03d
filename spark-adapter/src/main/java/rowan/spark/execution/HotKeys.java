package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.TimeSlices;

/**
 * The keys of a pass whose rows are cut into slices of time, each of which is then a group of rows
 * of its own, as if of another key. A slice has a number, which no other slice of any key has.
 */
final class HotKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of the rows of all other keys. */
  static final int NOT_HOT = 0;

  /** No keys. */
  static final HotKeys NONE = new HotKeys();

  /** A slice of a key. */
  record Slice(HotKey key, int position) implements Serializable {
    TimeSlices slices() {
      return key.slices;
    }
  }

  /** A key and its slices. */
  static final class HotKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private final UnsafeRow key;
    private final String text;
    private final TimeSlices slices;
    private final int[] numbers;

    /**
     * @param text the key for a person
     * @param numbers for each slice its number
     */
    HotKey(UnsafeRow key, String text, TimeSlices slices, int[] numbers) {
      this.key = key;
      this.text = text;
      this.slices = slices;
      this.numbers = numbers.clone();
    }

    TimeSlices slices() {
      return slices;
    }

    /** The number of a slice. */
    int number(int position) {
      return numbers[position];
    }

    /** A part of it is null, so that it has no events. */
    boolean isNull() {
      return key.anyNull();
    }
  }

  private final List<HotKey> keys = new ArrayList<>();
  private final Map<UnsafeRow, HotKey> byKey = new HashMap<>();
  private final Map<Integer, Slice> byNumber = new HashMap<>();

  void add(HotKey key) {
    keys.add(key);
    byKey.put(key.key, key);
    for (int i = 0; i < key.numbers.length; i++) {
      byNumber.put(key.numbers[i], new Slice(key, i));
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  List<HotKey> all() {
    return keys;
  }

  /** The hot key that a row has; null when it is not hot. */
  @Nullable HotKey of(UnsafeRow key) {
    return byKey.get(key);
  }

  /** The slice of a number; null of {@link #NOT_HOT}. */
  @Nullable Slice slice(int number) {
    return byNumber.get(number);
  }

  /** Whether slices need states of those before them. */
  boolean needStates() {
    return keys.stream().anyMatch(key -> !key.isNull() && key.slices.needStates());
  }

  /** Each key for a person, such as {@code 17 in 16 slices}. */
  List<String> describe() {
    return keys.stream()
        .map(key -> "%s in %d slices".formatted(key.text, key.slices.count()))
        .toList();
  }
}
