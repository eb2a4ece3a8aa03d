package rowan.spark.execution;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The rows of a partition with their features. */
final class ProgramIterator implements Iterator<InternalRow> {

  /** One row of so many is timed, and stands for all: a clock takes longer than a few features. */
  private static final int TIMED = 64;

  private final Iterator<InternalRow> input;
  private final RowFunction function;
  private final StructType type;
  private final SQLMetric rows;
  private final SQLMetric time;
  private @Nullable UnsafeProjection toUnsafe;
  private int untimed;

  ProgramIterator(
      Iterator<InternalRow> input,
      RowFunction function,
      StructType type,
      SQLMetric rows,
      SQLMetric time) {
    this.input = input;
    this.function = function;
    this.type = type;
    this.rows = rows;
    this.time = time;
  }

  @Override
  public boolean hasNext() {
    return input.hasNext();
  }

  @Override
  public InternalRow next() {
    UnsafeRow row = unsafe(input.next());
    rows.add(1);
    if (++untimed < TIMED) {
      return function.apply(row);
    }
    untimed = 0;
    long start = System.nanoTime();
    UnsafeRow result = function.apply(row);
    time.add(TIMED * (System.nanoTime() - start));
    return result;
  }

  private UnsafeRow unsafe(InternalRow row) {
    if (row instanceof UnsafeRow unsafe) {
      return unsafe;
    }
    UnsafeProjection projection = toUnsafe;
    if (projection == null) {
      projection = UnsafeProjection.create(type);
      toUnsafe = projection;
    }
    return projection.apply(row);
  }
}
