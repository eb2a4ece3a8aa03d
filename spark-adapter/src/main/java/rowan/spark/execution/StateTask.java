package rowan.spark.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;
import rowan.spark.type.SparkType;
import rowan.state.KeyForm;
import rowan.state.StateManifest.Part;
import rowan.state.StatePartWriter;

/**
 * Writes the windows of the keys of a partition, whose rows are sorted as a pass wants them, to a
 * file.
 */
final class StateTask implements FlatMapFunction<Iterator<InternalRow>, Part> {

  private static final long serialVersionUID = 1L;

  private final AsOfTask task;
  private final List<SparkType> keys;
  private final String folder;
  private final String name;
  private final long cut;
  private final long horizon;

  /**
   * @param task how rows are read
   * @param keys the types of the columns that the key consists of, which are the first
   * @param name what the names of files begin with
   * @param cut events that happened at this time, or later, are left out; in microseconds
   * @param horizon no row will ask before, and no event come that happened before
   */
  StateTask(
      AsOfTask task, List<SparkType> keys, String folder, String name, long cut, long horizon) {
    this.task = task;
    this.keys = new ArrayList<>(keys);
    this.folder = folder;
    this.name = name;
    this.cut = cut;
    this.horizon = horizon;
  }

  @Override
  public Iterator<Part> call(Iterator<InternalRow> rows) {
    try {
      Part part = new Writing().write(rows);
      return part == null ? List.<Part>of().iterator() : List.of(part).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The file of a partition, and the windows of the key at hand. */
  private final class Writing {

    private final WindowPass pass = task.pass();
    private final boolean isAvailableLate = task.columns().available() >= 0;
    private final UnsafeProjection toUnsafe = UnsafeProjection.create(task.input());
    private final AsOfRow reader = new AsOfRow(task);
    private final KeyWindows windows = KeyWindows.inAnyOrder(pass.program(), pass.orders());
    private final KeyForm form = new KeyForm(keys.stream().map(SparkType::type).toList());
    private @Nullable UnsafeRow keyRow;
    private @Nullable Object key;
    private @Nullable StatePartWriter file;

    /** Writes all keys; null when there is none. */
    @Nullable Part write(Iterator<InternalRow> rows) throws IOException {
      try {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          take(row instanceof UnsafeRow unsafe ? unsafe : toUnsafe.apply(row));
        }
        endKey();
        return file == null ? null : file.finish();
      } finally {
        if (file != null) {
          file.close();
        }
      }
    }

    private void take(UnsafeRow row) throws IOException {
      UnsafeRow ofRow = reader.key(row);
      if (!ofRow.equals(keyRow)) {
        endKey();
        keyRow = ofRow.copy();
        key = ofRow.anyNull() ? null : key(row);
      }
      int kind = reader.kind(row);
      if (kind == AsOfColumns.STATE) {
        reader.readState(row, windows);
        return;
      }
      int source = kind < pass.sources().size() ? kind : pass.spine();
      if (key != null && source >= 0 && reader.time(row) < cut) {
        observe(source, reader.time(row), row);
      }
    }

    private Object key(UnsafeRow row) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        SparkType type = keys.get(i);
        values.add(type.toJava(row.get(task.positions()[i], type.dataType())));
      }
      return form.of(values);
    }

    private void observe(int source, long time, UnsafeRow row) {
      long available = reader.available(row);
      if (!isAvailableLate) { // so that not all of a key is held
        windows.advance(Math.min(time, horizon), Math.min(time, horizon));
      }
      windows.observe(
          source, time, reader.identity(source, row), available, reader.event(source, row));
    }

    private void endKey() throws IOException {
      if (key != null) {
        windows.advance(horizon, horizon);
        windows.forget();
        if (!windows.isEmpty()) {
          open().write(key, windows);
        }
      }
      windows.clear();
      key = null;
    }

    private StatePartWriter open() throws IOException {
      StatePartWriter open = file;
      if (open == null) {
        TaskContext context = TaskContext.get();
        String part =
            "%s-%05d-%d.state".formatted(name, context.partitionId(), context.taskAttemptId());
        Path path = new Path(folder, part);
        FileSystem files =
            path.getFileSystem(SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
        open = new StatePartWriter(part, form, files.create(path, false));
        file = open;
      }
      return open;
    }
  }
}
