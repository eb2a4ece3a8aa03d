package rowan.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import rowan.contract.AdapterContract;
import rowan.contract.Everything;
import rowan.graph.Node;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.spark.type.SparkType;

/** The contract on Spark, however the rows are stored and the expressions evaluated. */
abstract class SparkContract extends AdapterContract {

  protected final SparkSession spark = Sessions.local();

  /** The table of the rows. */
  abstract Dataset<Row> table(Plan plan, List<Everything> rows);

  @Override
  protected List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows) {
    Dataset<Row> result =
        SparkAdapter.on(spark).source("everything", table(plan, rows)).inputs(inputs).run(plan);
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (InternalRow row : collected(result.orderBy("row_id"))) {
      results.add(features(plan, row));
    }
    return results;
  }

  private static InternalRow[] collected(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .executedPlan()
        .executeCollect();
  }

  private static Map<String, @Nullable Object> features(Plan plan, InternalRow row) {
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    int column = plan.select().identity().size();
    for (Node node : plan.features()) {
      SparkType type = SparkType.of(node.type(), plan.graph()::classNamed);
      Object value = row.isNullAt(column) ? null : row.get(column, type.dataType());
      features.put(node.name(), value == null ? null : type.toJava(value));
      column++;
    }
    return features;
  }
}
