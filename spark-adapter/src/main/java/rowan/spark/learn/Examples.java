package rowan.spark.learn;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rowan.graph.Component;
import rowan.graph.SourceTable;
import rowan.plan.Plan;

/**
 * Rows to learn from and to test with, whose features were computed as of their own time: columns
 * {@value #AT} (when the row asks), {@value #GROUP} (whom it is about), {@value #LABEL} and {@value
 * #INPUTS} (the feature vector). Rows without a label or a vector are left out.
 */
final class Examples {

  static final String AT = "at";
  static final String GROUP = "group";
  static final String LABEL = "label";
  static final String INPUTS = "inputs";

  private Examples() {}

  /**
   * The examples among features that were computed.
   *
   * @param plan what the features were computed by
   */
  static Dataset<Row> of(Dataset<Row> features, Plan plan, ExampleColumns of) {
    SourceTable spine = plan.spine().orElseThrow();
    List<Column> columns = new ArrayList<>();
    columns.add(
        spine
            .eventTime()
            .map(Component::column)
            .map(Examples::column)
            .orElseGet(() -> functions.lit(plan.asOf().orElseThrow()))
            .cast(DataTypes.TimestampType)
            .as(AT));
    columns.add(column(of.group()).cast(DataTypes.LongType).as(GROUP));
    columns.add(column(of.label()).cast(DataTypes.DoubleType).as(LABEL));
    columns.add(column(of.vector()).as(INPUTS));
    Column[] order =
        spine.rowKey().stream().map(key -> column(key.column())).toArray(Column[]::new);
    return features
        .orderBy(order)
        .select(columns.toArray(Column[]::new))
        .where(column(LABEL).isNotNull().and(column(INPUTS).isNotNull()));
  }

  /** A column whatever its name; dots and backquotes are no syntax in it. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
