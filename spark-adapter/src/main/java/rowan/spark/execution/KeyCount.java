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

  private static final int MOST_TIMES = 8_192;

  private long rows;
  private long last = Long.MIN_VALUE;
  private long[] times = new long[16];
  private int drawn;

  /** Of so many rows, the time of one is drawn: a power of two. */
  private long every = 1;

  long rows() {
    return rows;
  }

  long last() {
    return last;
  }

  long[] times() {
    return Arrays.copyOf(times, drawn);
  }

  private void add(long time, SplittableRandom random) {
    rows++;
    last = Math.max(last, time);
    if (every == 1 || random.nextLong(every) == 0) {
      draw(time);
      thinBeyond(MOST_TIMES);
    }
  }

  private void draw(long time) {
    if (drawn == times.length) {
      times = Arrays.copyOf(times, 2 * drawn);
    }
    times[drawn++] = time;
  }

  /** Keeps each second time. */
  private void thin() {
    for (int i = 0; 2 * i < drawn; i++) {
      times[i] = times[2 * i];
    }
    drawn = (drawn + 1) / 2;
    every *= 2;
  }

  private void thinBeyond(int most) {
    while (drawn > most) {
      thin();
    }
  }

  /** Adds those of another partition, which is not used any more. */
  private void addAll(KeyCount other) {
    rows += other.rows;
    last = Math.max(last, other.last);
    while (every < other.every) {
      thin();
    }
    while (other.every < every) {
      other.thin();
    }
    for (int i = 0; i < other.drawn; i++) {
      draw(other.times[i]);
    }
    thinBeyond(MOST_TIMES);
  }

  /** The rows of a partition: all, and those of some keys. */
  static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<UnsafeRow, KeyCount> keys = new HashMap<>();
    private long rows;

    Map<UnsafeRow, KeyCount> keys() {
      return keys;
    }

    long rows() {
      return rows;
    }

    /** Adds those of another partition. */
    void addAll(Counted other) {
      rows += other.rows;
      other.keys.forEach((key, count) -> of(key).addAll(count));
    }

    private KeyCount of(UnsafeRow key) {
      return keys.computeIfAbsent(key, any -> new KeyCount());
    }
  }

  /** Counts the rows of some keys in a partition. */
  static final class Counting implements FlatMapFunction<Iterator<InternalRow>, Counted> {

    private static final long serialVersionUID = 1L;

    private final List<DataType> key;
    private final Set<UnsafeRow> keys;

    /**
     * @param key the types of what a key consists of
     * @param keys which to count
     */
    Counting(List<DataType> key, Set<UnsafeRow> keys) {
      this.key = new ArrayList<>(key);
      this.keys = new HashSet<>(keys);
    }

    @Override
    public Iterator<Counted> call(Iterator<InternalRow> partition) {
      UnsafeProjection keyOf = KeySample.keyOf(key);
      SplittableRandom random = new SplittableRandom(TaskContext.getPartitionId());
      Counted counted = new Counted();
      keys.forEach(counted::of);
      while (partition.hasNext()) {
        InternalRow row = partition.next();
        counted.rows++;
        KeyCount count = counted.keys.get(keyOf.apply(row));
        if (count != null) {
          count.add(row.getLong(key.size()), random);
        }
      }
      return List.of(counted).iterator();
    }
  }
}
