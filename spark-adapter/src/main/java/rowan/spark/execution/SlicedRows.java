package rowan.spark.execution;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.CellStates;
import rowan.spark.execution.HotKeys.HotKey;
import rowan.spark.execution.HotKeys.Slice;

/** What a task knows of slices: where rows tell theirs, and what comes before each. */
final class SlicedRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HotKeys keys;
  private final int number;
  private final int copy;
  private final @Nullable Broadcast<Map<Integer, CellStates>> states;

  /**
   * @param number the position in a row of the number of its slice
   * @param copy the position of whether it is a copy
   * @param states for the first slice of each key, by its number, the states of all; null when none
   *     are needed, or they are not computed yet
   */
  SlicedRows(
      HotKeys keys, int number, int copy, @Nullable Broadcast<Map<Integer, CellStates>> states) {
    this.keys = keys;
    this.number = number;
    this.copy = copy;
    this.states = states;
  }

  int number(UnsafeRow row) {
    return row.getInt(number);
  }

  /** The slice of a row; null when its key is not hot. */
  @Nullable Slice slice(UnsafeRow row) {
    return keys.slice(number(row));
  }

  boolean isCopy(UnsafeRow row) {
    return row.getBoolean(copy);
  }

  /**
   * Takes note of a row of a key, before it is observed or asks: the first that is no copy begins
   * its slice.
   */
  void arrive(AsOfKey key, UnsafeRow row, long time) {
    Slice slice = slice(row);
    if (slice == null || isCopy(row)) {
      return;
    }
    if (time > slice.slices().last(slice.position())) {
      throw new IllegalStateException(
          "rows are not the same each time they are read; compute with %s=off"
              .formatted(HotKeySearch.SETTING));
    }
    if (!key.isBegun()) {
      key.windows()
          .resume(slice.slices(), slice.position(), states(slice.key()), TaskClasses::named);
      key.begin();
    }
  }

  private CellStates states(HotKey key) {
    Map<Integer, CellStates> all = states == null ? Map.of() : states.value();
    return all.getOrDefault(key.number(0), CellStates.NONE);
  }
}
