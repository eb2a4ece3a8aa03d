package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/** How many rows a key has, the latest of their times, and some of these. */
final class KeyCount implements Serializable {

  private static final long serialVersionUID = 1L;

  private long rows;
  private long last = Long.MIN_VALUE;
  private long[] times = new long[16];
  private int drawn;

  long rows() {
    return rows;
  }

  long last() {
    return last;
  }

  long[] times() {
    return Arrays.copyOf(times, drawn);
  }

  private void add(long time) {
    if (drawn == times.length) {
      times = Arrays.copyOf(times, 2 * drawn);
    }
    times[drawn++] = time;
  }

  /** Adds those of another partition. */
  void addAll(KeyCount other) {
    rows += other.rows;
    last = Math.max(last, other.last);
    for (int i = 0; i < other.drawn; i++) {
      add(other.times[i]);
    }
  }

  /** Counts the rows of some keys in a partition. */
  static final class Counting
      implements FlatMapFunction<Iterator<InternalRow>, HashMap<UnsafeRow, KeyCount>> {

    private static final long serialVersionUID = 1L;

    private final List<DataType> key;
    private final HashSet<UnsafeRow> keys;
    private final double share;

    /**
     * @param key the types of what a key consists of
     * @param keys which to count
     * @param share how likely a time is drawn
     */
    Counting(List<DataType> key, Set<UnsafeRow> keys, double share) {
      this.key = new ArrayList<>(key);
      this.keys = new HashSet<>(keys);
      this.share = share;
    }

    @Override
    public Iterator<HashMap<UnsafeRow, KeyCount>> call(Iterator<InternalRow> partition) {
      UnsafeProjection keyOf = KeySample.keyOf(key);
      SplittableRandom random = new SplittableRandom(TaskContext.getPartitionId());
      Map<UnsafeRow, KeyCount> counts = new HashMap<>();
      keys.forEach(hot -> counts.put(hot, new KeyCount()));
      while (partition.hasNext()) {
        InternalRow row = partition.next();
        KeyCount count = counts.get(keyOf.apply(row));
        if (count != null) {
          long time = row.getLong(key.size());
          count.rows++;
          count.last = Math.max(count.last, time);
          if (random.nextDouble() < share) {
            count.add(time);
          }
        }
      }
      return List.of(new HashMap<>(counts)).iterator();
    }
  }
}
