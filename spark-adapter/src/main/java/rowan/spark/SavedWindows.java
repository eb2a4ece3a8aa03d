package rowan.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rowan.plan.Pass;
import rowan.plan.Plan;
import rowan.spark.execution.StatePartTask;
import rowan.spark.type.SparkType;
import rowan.state.SavedState;
import rowan.state.StateManifest;

/** The windows that a run before this one saved, for this one to go on from. */
final class SavedWindows {

  /** The bytes of the windows of a key. */
  static final String WINDOWS = "rowan windows";

  private final SparkSession spark;
  private final String folder;
  private final SavedState state;

  SavedWindows(SparkSession spark, String folder, SavedState state) {
    this.spark = spark;
    this.folder = folder;
    this.state = state;
  }

  /** The name of a part of the key. */
  static String key(int i) {
    return "rowan saved key " + i;
  }

  /**
   * A row for each key of a pass.
   *
   * @param number which of the plan's passes it is
   */
  Dataset<Row> rows(Plan plan, Pass pass, int number) {
    StructType schema = new StructType();
    List<SparkType> keys = new ArrayList<>();
    for (var type : pass.keyTypes()) {
      SparkType key = SparkType.of(type, plan.graph()::classNamed);
      schema = schema.add(key(keys.size()), key.dataType());
      keys.add(key);
    }
    List<StateManifest.Part> parts = state.manifest().passes().get(number).parts();
    var read =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(parts, Math.max(1, parts.size()))
            .flatMap(new StatePartTask(keys, folder));
    return spark.internalCreateDataFrame(
        read.rdd(), schema.add(WINDOWS, DataTypes.BinaryType), false);
  }
}
