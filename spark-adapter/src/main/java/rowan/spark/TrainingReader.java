package rowan.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.fit.FitStep;
import rowan.graph.Component;
import rowan.graph.Node;
import rowan.spark.type.SparkType;
import rowan.type.Type.Scalar;

/**
 * Reads training rows: what the operators of a pass take, and the event time.
 *
 * @param positions where in a row each feature of the pass's plan is
 * @param types their types, in the same order
 * @param time where the event time is; -1 when there is none
 * @param isDay whether the event time is a date
 */
record TrainingReader(List<Integer> positions, List<SparkType> types, int time, boolean isDay)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long MICROS_A_DAY = 86_400_000_000L;

  static TrainingReader of(FitStep step, Dataset<Row> rows) {
    List<String> columns = Arrays.asList(rows.columns());
    List<Integer> positions = new ArrayList<>();
    List<SparkType> types = new ArrayList<>();
    for (Node node : step.plan().features()) {
      positions.add(columns.indexOf(node.column()));
      types.add(SparkType.of(node.type(), step.plan().graph()::classNamed));
    }
    return new TrainingReader(
        positions,
        types,
        step.source().eventTime().map(Component::column).map(columns::indexOf).orElse(-1),
        step.source().eventTime().filter(one -> one.use().type() == Scalar.DATE).isPresent());
  }

  @Nullable Object[] values(InternalRow row) {
    @Nullable Object[] values = new @Nullable Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      int position = positions.get(i);
      DataType type = types.get(i).dataType();
      values[i] = row.isNullAt(position) ? null : types.get(i).toJava(row.get(position, type));
    }
    return values;
  }

  /** The event time in microseconds; 0 when there is none. */
  long time(InternalRow row) {
    if (time < 0) {
      return 0;
    }
    return isDay ? row.getInt(time) * MICROS_A_DAY : row.getLong(time);
  }
}
