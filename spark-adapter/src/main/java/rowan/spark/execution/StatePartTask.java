package rowan.spark.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import rowan.spark.type.SparkType;
import rowan.state.KeyForm;
import rowan.state.SavedState;
import rowan.state.StateManifest.Part;

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
    List<InternalRow> rows = new ArrayList<>();
    SavedState.readPart(
        folder,
        name -> {
          Path path = new Path(folder, name);
          FileSystem files =
              path.getFileSystem(SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
          return files.open(path);
        },
        part,
        form,
        TaskClasses::named,
        (key, windows) -> rows.add(row(form.valuesOf(key), windows)));
    return rows.iterator();
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
