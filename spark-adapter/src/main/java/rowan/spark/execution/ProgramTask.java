package rowan.spark.execution;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.StructType;

/** What an executor does with a partition: everything that a row program needs, to be sent. */
public final class ProgramTask
    implements FlatMapFunction<Iterator<InternalRow>, InternalRow>, Serializable {

  private static final long serialVersionUID = 1L;

  private final CompiledFeatures.Sent features;
  private final int[] positions;
  private final StructType input;
  private final SQLMetric rows;
  private final SQLMetric time;

  /**
   * @param positions where in a row each of the columns is that are read
   * @param input the columns of a row
   * @param rows counts what comes out
   * @param time counts the nanoseconds that the program takes
   */
  ProgramTask(
      CompiledFeatures.Sent features,
      int[] positions,
      StructType input,
      SQLMetric rows,
      SQLMetric time) {
    this.features = features;
    this.positions = positions;
    this.input = input;
    this.rows = rows;
    this.time = time;
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

  SQLMetric time() {
    return time;
  }

  /** The function for the rows of a partition; generated code calls it. */
  public RowFunction function() {
    return new RowFunction(this, features.compiled());
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> partition) {
    RowFunction function = function();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return partition.hasNext();
      }

      @Override
      public InternalRow next() {
        return function.apply(partition.next());
      }
    };
  }
}
