package rowan.spark.execution;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import rowan.aggregate.CellStates;
import rowan.aggregate.SliceRecorder;
import rowan.spark.execution.HotKeys.Slice;

/**
 * Adds up the events of the slices in a partition, whose rows are sorted as a pass wants them, and
 * are no copies.
 */
final class RecordTask implements FlatMapFunction<Iterator<InternalRow>, Map<Integer, CellStates>> {

  private static final long serialVersionUID = 1L;

  private final AsOfTask task;
  private final SlicedRows slices;

  /**
   * @param task how rows are read
   */
  RecordTask(AsOfTask task, SlicedRows slices) {
    this.task = task;
    this.slices = slices;
  }

  @Override
  public Iterator<Map<Integer, CellStates>> call(Iterator<InternalRow> rows) {
    AsOfRow reader = new AsOfRow(task);
    UnsafeProjection toUnsafe = UnsafeProjection.create(task.input());
    Map<Integer, SliceRecorder> recorders = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow next = rows.next();
      UnsafeRow row = next instanceof UnsafeRow unsafe ? unsafe : toUnsafe.apply(next);
      int kind = reader.kind(row);
      int source = kind < task.pass().sources().size() ? kind : task.pass().spine();
      Slice slice = Objects.requireNonNull(slices.slice(row));
      if (source >= 0 && !slice.key().isNull()) {
        recorders
            .computeIfAbsent(slices.number(row), any -> new SliceRecorder(slice.slices()))
            .observe(source, reader.time(row), reader.event(source, row));
      }
    }
    Map<Integer, CellStates> states = new HashMap<>();
    recorders.forEach((number, recorder) -> states.put(number, recorder.finish()));
    return List.of(states).iterator();
  }
}
