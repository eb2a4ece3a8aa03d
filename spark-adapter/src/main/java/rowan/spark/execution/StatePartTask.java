package rowan.spark.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import rowan.spark.type.SparkType;
import rowan.state.KeyForm;
import rowan.state.StateManifest.Part;
import rowan.state.StatePartReader;

/** Reads a file of saved state: a row for each key, the parts of the key and then its windows. */
public final class StatePartTask implements FlatMapFunction<Part, InternalRow> {

  private static final long serialVersionUID = 1L;

  private final ArrayList<SparkType> keys;
  private final String folder;

  /**
   * @param keys the types of what a key consists of
   * @param folder where the state is
   */
  public StatePartTask(List<SparkType> keys, String folder) {
    this.keys = new ArrayList<>(keys);
    this.folder = folder;
  }

  @Override
  public Iterator<InternalRow> call(Part part) {
    KeyForm form = new KeyForm(keys.stream().map(SparkType::type).toList());
    StatePartReader reader =
        new StatePartReader(folder, this::open, part, form, TaskClasses::named);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close(reader));
    return new Iterator<>() {
      private StatePartReader.@Nullable Entry next = reader.next();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public InternalRow next() {
        StatePartReader.Entry entry = next;
        if (entry == null) {
          throw new NoSuchElementException();
        }
        next = reader.next();
        return row(form.valuesOf(entry.key()), entry.windows());
      }
    };
  }

  private InputStream open(String name) throws IOException {
    Path path = new Path(folder, name);
    FileSystem files =
        path.getFileSystem(SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
    return files.open(path);
  }

  private static void close(StatePartReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InternalRow row(List<?> values, byte[] windows) {
    GenericInternalRow row = new GenericInternalRow(keys.size() + 1);
    for (int i = 0; i < keys.size(); i++) {
      row.update(i, keys.get(i).toCatalyst(values.get(i)));
    }
    row.update(keys.size(), windows);
    return row;
  }
}
