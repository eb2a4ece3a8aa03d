package rowan.spark.execution;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import rowan.plan.FeatureException;
import rowan.program.RowProgram;
import rowan.program.Slots;

/**
 * A row program from one of Spark's rows to another, for one task. Generated code calls it: with a
 * row that is there already, or value by value.
 */
public final class RowFunction {

  /** One row of so many is timed, and stands for all: a clock takes longer than a few features. */
  private static final int TIMED = 256;

  private final ProgramTask task;
  private final RowProgram program;
  private final Slots slots;
  private final UTF8String[] texts;
  private final RowReader reader;
  private final RowWriter writer;
  private final SQLMetric rows;
  private final SQLMetric time;
  private @Nullable UnsafeProjection toUnsafe;
  private @Nullable CarefulProgram careful;
  private long counted;

  RowFunction(ProgramTask task, CompiledFeatures compiled) {
    this.task = task;
    this.program = compiled.program();
    this.slots = compiled.constants().copy();
    this.texts = new UTF8String[compiled.features().program().slots().size()];
    this.reader = new RowReader(compiled.features(), task.positions(), texts);
    this.writer = new RowWriter(compiled.features(), slots, task.positions(), texts);
    this.rows = task.rows();
    this.time = task.time();
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> addUp());
  }

  /** Rows are counted here, and not by the metric one by one, which takes longer. */
  private void addUp() {
    rows.add(counted);
  }

  /** The row with its features; valid until the next. */
  public UnsafeRow apply(InternalRow row) {
    return row instanceof UnsafeRow unsafe ? apply(unsafe) : apply(projection().apply(row));
  }

  private UnsafeProjection projection() {
    UnsafeProjection projection = toUnsafe;
    if (projection == null) {
      projection = UnsafeProjection.create(task.input());
      toUnsafe = projection;
    }
    return projection;
  }

  private UnsafeRow apply(UnsafeRow row) {
    slots.clear();
    if (++counted % TIMED != 0) {
      return computed(row);
    }
    long start = System.nanoTime();
    UnsafeRow result = computed(row);
    timed(start);
    return result;
  }

  private UnsafeRow computed(UnsafeRow row) {
    if (reader.read(row, slots)) {
      program.run(slots);
    } else {
      careful().run(slots, reader.invalid());
      reader.invalid().keySet().forEach(this::setNotNull);
    }
    return written(row);
  }

  private CarefulProgram careful() {
    CarefulProgram made = careful;
    if (made == null) {
      made = new CarefulProgram(program.description());
      careful = made;
    }
    return made;
  }

  /** What no method was called with is passed on as it is. */
  private void setNotNull(int slot) {
    slots.nulls()[slot / Long.SIZE] &= ~(1L << slot);
  }

  private UnsafeRow written(@Nullable UnsafeRow row) {
    return writer.write(slots, row);
  }

  private void timed(long start) {
    time.add(TIMED * (System.nanoTime() - start));
  }

  /** The slots of the next row, into which its values are to be put one by one. */
  public Slots begin() {
    slots.clear();
    return slots;
  }

  /** Where the texts of the next row are to be put, by their slots, as they are in Spark. */
  public UTF8String[] texts() {
    return texts;
  }

  /** The row whose values are in the slots with its features; valid until the next. */
  public UnsafeRow end() {
    return ++counted % TIMED == 0 ? timedEnd() : computed();
  }

  private UnsafeRow timedEnd() {
    long start = System.nanoTime();
    UnsafeRow result = computed();
    timed(start);
    return result;
  }

  private UnsafeRow computed() {
    program.run(slots);
    return written(null);
  }

  /** The error that a column is null that must not be. */
  public FeatureException nullColumn(int required, @Nullable Object[] rowKey) {
    return reader.nullColumn(required, rowKey);
  }
}
