package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** Slots in the order in which they were named first, each with its number in that order. */
final class NumberedSlots {

  private final int[] numbers;
  private final List<Integer> slots = new ArrayList<>();

  /**
   * @param count how many slots there are
   */
  NumberedSlots(int count) {
    this.numbers = new int[count];
    Arrays.fill(numbers, -1);
  }

  /** The number of a slot, the next one if it has none yet. */
  int of(int slot) {
    if (numbers[slot] < 0) {
      numbers[slot] = slots.size();
      slots.add(slot);
    }
    return numbers[slot];
  }

  /** The number of a slot, if it has one. */
  OptionalInt known(int slot) {
    return numbers[slot] < 0 ? OptionalInt.empty() : OptionalInt.of(numbers[slot]);
  }

  /** The slots that have numbers, in their order. */
  List<Integer> slots() {
    return Collections.unmodifiableList(slots);
  }
}
