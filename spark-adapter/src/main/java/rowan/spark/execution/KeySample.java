package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import rowan.spark.type.ScalaSeq;

/** Of the first rows of a partition, the keys of some that are drawn, all equally likely. */
final class KeySample implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 2_048;
  private static final int MOST_READ = 32_768;

  private final List<UnsafeRow> keys = new ArrayList<>();
  private long rows;
  private boolean isWhole;

  /** How many rows were read. */
  long rows() {
    return rows;
  }

  /** Whether these are all rows of the partition. */
  boolean isWhole() {
    return isWhole;
  }

  List<UnsafeRow> keys() {
    return keys;
  }

  /** Reads the key from the first columns of a row. */
  static UnsafeProjection keyOf(List<DataType> types) {
    List<Expression> columns = new ArrayList<>();
    IntStream.range(0, types.size())
        .forEach(i -> columns.add(new BoundReference(i, types.get(i), true)));
    return UnsafeProjection.create(ScalaSeq.<Expression>of(columns));
  }

  /** Draws the sample of a partition. Algorithm R of Vitter, "Random sampling with a reservoir". */
  static final class Drawing implements FlatMapFunction<Iterator<InternalRow>, KeySample> {

    private static final long serialVersionUID = 1L;

    private final List<DataType> key;

    Drawing(List<DataType> key) {
      this.key = new ArrayList<>(key);
    }

    @Override
    public Iterator<KeySample> call(Iterator<InternalRow> partition) {
      UnsafeProjection keyOf = keyOf(key);
      SplittableRandom random = new SplittableRandom(TaskContext.getPartitionId());
      KeySample sample = new KeySample();
      while (sample.rows < MOST_READ && partition.hasNext()) {
        InternalRow row = partition.next();
        sample.rows++;
        if (sample.keys.size() < MOST) {
          sample.keys.add(keyOf.apply(row).copy());
        } else {
          long at = random.nextLong(sample.rows);
          if (at < MOST) {
            sample.keys.set((int) at, keyOf.apply(row).copy());
          }
        }
      }
      sample.isWhole = !partition.hasNext();
      return List.of(sample).iterator();
    }
  }
}
