package rowan.spark.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;

/** Reads what a pass needs from its rows. */
final class AsOfRow {

  private final AsOfTask task;
  private final int time;
  private final int kind;
  private final UnsafeProjection keyOf;
  private final UnsafeProjection identityOf;
  private final List<UnsafeEvent> events = new ArrayList<>();
  private UnsafeRow key = new UnsafeRow(0);
  private boolean isFirst = true;

  /** What the latest event of the spine's own source is, where it is a row of its own. */
  private @Nullable UnsafeRow ownIdentity;

  AsOfRow(AsOfTask task) {
    this.task = task;
    AsOfColumns columns = task.columns();
    this.time = task.positions()[columns.time()];
    this.kind = columns.kind() < 0 ? -1 : task.positions()[columns.kind()];
    this.keyOf = projection(IntStream.range(0, columns.keys()).boxed().toList());
    List<Integer> identity = new ArrayList<>(columns.identity());
    identity.add(columns.time());
    this.identityOf = projection(identity);
    for (int i = 0; i < task.pass().sources(); i++) {
      events.add(
          new UnsafeEvent(
              columns.values().get(i).stream().mapToInt(at -> task.positions()[at]).toArray(),
              task.pass().values().get(i),
              task.pass().program().sources().get(i)));
    }
  }

  private UnsafeProjection projection(List<Integer> inputs) {
    List<Expression> references = new ArrayList<>();
    for (int input : inputs) {
      int position = task.positions()[input];
      StructField field = task.input().fields()[position];
      references.add(new BoundReference(position, field.dataType(), field.nullable()));
    }
    return UnsafeProjection.create(ScalaSeq.<Expression>of(references));
  }

  /** Whether the row is the first of another key. */
  boolean startsKey(UnsafeRow row) {
    UnsafeRow ofRow = keyOf.apply(row);
    if (!isFirst && ofRow.equals(key)) {
      return false;
    }
    key = ofRow.copy();
    isFirst = false;
    ownIdentity = null;
    return true;
  }

  boolean hasNullKey() {
    return key.anyNull();
  }

  long time(UnsafeRow row) {
    return row.getLong(time);
  }

  /** The source of an event; the number of sources for a row of the spine. */
  int kind(UnsafeRow row) {
    return kind < 0 ? task.pass().sources() : row.getInt(kind);
  }

  long available(UnsafeRow row) {
    return row.getLong(task.positions()[task.columns().available()]);
  }

  /** The values of an event; valid until the next row. */
  EventRow event(int source, UnsafeRow row) {
    return events.get(source).of(row);
  }

  /** Remembers an event that a row of the spine may be. */
  void observed(int source, UnsafeRow row) {
    if (source == task.pass().own() && !task.pass().spineIsEvent()) {
      ownIdentity = identityOf.apply(row).copy();
    }
  }

  /** The source whose latest event is the row of the spine itself; -1 when it is none. */
  int current(UnsafeRow row) {
    if (task.pass().own() < 0 || hasNullKey()) {
      return -1;
    }
    boolean isCurrent =
        task.pass().spineIsEvent()
            || (ownIdentity != null && identityOf.apply(row).equals(ownIdentity));
    return isCurrent ? task.pass().own() : -1;
  }

  /** What orders the row among those of its time, as objects. */
  List<@Nullable Object> identity(UnsafeRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    List<SparkType> types = task.pass().identity();
    for (int i = 0; i < types.size(); i++) {
      int at = task.positions()[task.columns().identity().get(i)];
      Object value = row.isNullAt(at) ? null : row.get(at, types.get(i).dataType());
      values.add(value == null ? null : types.get(i).toJava(value));
    }
    return values;
  }
}
