package rowan.spark.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import rowan.aggregate.WindowProgram;
import rowan.spark.type.SparkType;

/**
 * What one pass over the rows of each key computes.
 *
 * @param program the windows and operators
 * @param names the names of the features, for errors
 * @param values for each source the types that its event columns have in Spark
 * @param identity the types of what orders events of one time
 * @param own the source that the spine's rows are events of; -1 when of none
 * @param spineIsEvent whether a row of the spine stands for its event too; if not, the event is a
 *     row of its own, before it
 * @param unique whether what orders events of one time tells them apart
 */
public record WindowPass(
    WindowProgram program,
    List<String> names,
    List<List<SparkType>> values,
    List<SparkType> results,
    List<SparkType> identity,
    int own,
    boolean spineIsEvent,
    boolean unique)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public WindowPass {
    // Copies that can be sent to executors whatever the JDK there.
    names = new ArrayList<>(names);
    values = new ArrayList<>(values);
    results = new ArrayList<>(results);
    identity = new ArrayList<>(identity);
  }

  /** How many sources have events. */
  int sources() {
    return values.size();
  }
}
