package rowan.spark.execution;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.EventRow;
import rowan.aggregate.KeyWindows;
import rowan.spark.type.ScalaSeq;
import rowan.spark.type.SparkType;
import rowan.type.ValueReader;

/** Reads what a pass needs from its rows. */
final class AsOfRow {

  private final AsOfTask task;
  private final int time;
  private final int kind;
  private final int sources;
  private final UnsafeProjection keyOf;
  private final UnsafeProjection hashOf;
  private final List<UnsafeProjection> identities = new ArrayList<>();
  private final List<UnsafeEvent> events = new ArrayList<>();
  private final boolean[] isLatest;

  AsOfRow(AsOfTask task) {
    this.task = task;
    AsOfColumns columns = task.columns();
    this.time = task.positions()[columns.time()];
    this.kind = columns.kind() < 0 ? -1 : task.positions()[columns.kind()];
    this.sources = task.pass().sources().size();
    this.isLatest = new boolean[sources];
    List<Expression> keys = references(IntStream.range(0, columns.keys()).boxed().toList());
    this.keyOf = UnsafeProjection.create(ScalaSeq.<Expression>of(keys));
    this.hashOf = UnsafeProjection.create(ScalaSeq.of(List.of(AsOfOrder.hash(keys))));
    for (int i = 0; i < sources; i++) {
      List<Integer> identity = new ArrayList<>(columns.identity().get(i));
      identity.add(columns.time());
      identities.add(UnsafeProjection.create(ScalaSeq.<Expression>of(references(identity))));
      events.add(
          new UnsafeEvent(
              columns.values().get(i).stream().mapToInt(at -> task.positions()[at]).toArray(),
              task.pass().sources().get(i).values(),
              task.pass().program().sources().get(i)));
    }
  }

  private List<Expression> references(List<Integer> inputs) {
    return references(inputs, task.positions(), task.input());
  }

  /** The columns of a row at the positions that some inputs of a pass have. */
  static List<Expression> references(List<Integer> inputs, int[] positions, StructType row) {
    List<Expression> references = new ArrayList<>();
    for (int input : inputs) {
      int position = positions[input];
      StructField field = row.fields()[position];
      references.add(new BoundReference(position, field.dataType(), field.nullable()));
    }
    return references;
  }

  int sources() {
    return sources;
  }

  /** The key of a row; valid until the next row. */
  UnsafeRow key(UnsafeRow row) {
    return keyOf.apply(row);
  }

  /** What the rows are first ordered by; keys that have it in common come mixed. */
  int hash(UnsafeRow row) {
    return (int) hashOf.apply(row).getLong(0);
  }

  long time(UnsafeRow row) {
    return row.getLong(time);
  }

  /** The source of an event; the number of sources for a row of the spine. */
  int kind(UnsafeRow row) {
    return kind < 0 ? sources : row.getInt(kind);
  }

  long available(UnsafeRow row) {
    int available = task.columns().available();
    return available < 0 ? Long.MIN_VALUE : row.getLong(task.positions()[available]);
  }

  /** Puts windows to where they were when they were saved. */
  void readState(UnsafeRow row, KeyWindows into) {
    byte[] saved = row.getBinary(task.positions()[task.columns().state()]);
    into.read(
        new ValueReader(new DataInputStream(new ByteArrayInputStream(saved)), TaskClasses::named));
  }

  /** The values of an event; valid until the next row. */
  EventRow event(int source, UnsafeRow row) {
    return events.get(source).of(row);
  }

  /** Remembers an event of a key that a row of the spine may be. */
  void observed(AsOfKey key, int source, UnsafeRow row) {
    if (source != task.pass().spine() && task.pass().sources().get(source).isOwn()) {
      key.setLatest(source, identities.get(source).apply(row).copy());
    }
  }

  /** For each source whether the latest event of a key is the row of the spine itself. */
  boolean[] isLatest(AsOfKey key, UnsafeRow row) {
    for (int source = 0; source < isLatest.length; source++) {
      UnsafeRow event = key.latest(source);
      isLatest[source] =
          !key.isNull()
              && (source == task.pass().spine()
                  || (event != null && identities.get(source).apply(row).equals(event)));
    }
    return isLatest;
  }

  /** The row of the spine where events come in any order; its own event came before. */
  KeyWindows.Asker asker(UnsafeRow row) {
    return new KeyWindows.Asker() {
      @Override
      public boolean isEventOf(int source) {
        return task.pass().sources().get(source).isOwn();
      }

      @Override
      public Object rowKey(int source) {
        return identity(source, row);
      }

      @Override
      public @Nullable EventRow event(int source) {
        return null;
      }
    };
  }

  /** What orders the row among those of its source and time, as objects. */
  List<@Nullable Object> identity(int source, UnsafeRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    List<SparkType> types = task.pass().sources().get(source).identity();
    for (int i = 0; i < types.size(); i++) {
      int at = task.positions()[task.columns().identity().get(source).get(i)];
      Object value = row.isNullAt(at) ? null : row.get(at, types.get(i).dataType());
      values.add(value == null ? null : types.get(i).toJava(value));
    }
    return values;
  }
}
