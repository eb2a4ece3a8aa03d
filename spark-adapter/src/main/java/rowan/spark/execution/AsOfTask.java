package rowan.spark.execution;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What an executor does with a partition: everything that a pass needs, in a form to be sent. */
final class AsOfTask implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

  private static final long serialVersionUID = 1L;

  private final WindowPass pass;
  private final AsOfColumns columns;
  private final int[] positions;
  private final StructType input;
  private final SQLMetric rows;
  private final @Nullable SlicedRows slices;

  /**
   * @param positions where in a row each of the pass's columns is
   * @param input the columns of a row
   * @param rows counts what comes out
   * @param slices what is known of the slices of hot keys; null when there are no such keys
   */
  AsOfTask(
      WindowPass pass,
      AsOfColumns columns,
      int[] positions,
      StructType input,
      SQLMetric rows,
      @Nullable SlicedRows slices) {
    this.pass = pass;
    this.columns = columns;
    this.positions = positions;
    this.input = input;
    this.rows = rows;
    this.slices = slices;
  }

  WindowPass pass() {
    return pass;
  }

  AsOfColumns columns() {
    return columns;
  }

  int[] positions() {
    return positions;
  }

  StructType input() {
    return input;
  }

  SQLMetric rows() {
    return rows;
  }

  @Nullable SlicedRows slices() {
    return slices;
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> partition) {
    return new AsOfIterator(this, partition);
  }
}
