package rowan.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import rowan.spark.execution.FeatureDefinitions;

/** The columns that features read, by the numbers that {@link FeatureDefinitions} know them by. */
final class NumberedColumns {

  private final ResolvedRows rows;
  private final int count;
  private final Map<String, Expression> known = new HashMap<>();
  private final List<Attribute> features = new ArrayList<>();
  private final List<Attribute> columns = new ArrayList<>();

  /**
   * @param rows where the columns are
   * @param count how many features there will be
   */
  NumberedColumns(ResolvedRows rows, int count) {
    this.rows = rows;
    this.count = count;
  }

  /** The column or feature of a name, for a definition that reads it. */
  Expression read(String name) {
    return known.computeIfAbsent(name, this::readColumn);
  }

  private Expression readColumn(String name) {
    Attribute column = rows.column(name);
    columns.add(column);
    return FeatureDefinitions.read(count + columns.size() - 1, column);
  }

  /** Makes the next feature known to those after it. */
  void add(Attribute feature) {
    known.put(feature.name(), FeatureDefinitions.read(features.size(), feature));
    features.add(feature);
  }

  /** The features, in the order of their numbers. */
  List<Attribute> features() {
    return features;
  }

  /** The columns that are read, in the order of their numbers. */
  List<Attribute> columns() {
    return columns;
  }
}
