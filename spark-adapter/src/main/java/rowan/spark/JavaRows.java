package rowan.spark;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.plan.FeatureException;
import rowan.spark.type.SparkType;

/** The rows of a Dataset, one by one, as Java values by column. They are never held together. */
final class JavaRows implements Iterator<Map<String, @Nullable Object>> {

  private final List<Node> columns;
  private final List<SparkType> types;
  private final String[] names;
  private final DataType[] dataTypes;
  private final scala.collection.Iterator<InternalRow> rows;

  /** The given columns of the rows, in their order. */
  JavaRows(Dataset<Row> dataset, List<Node> columns, Graph graph) {
    this.columns = columns;
    this.types =
        columns.stream().map(node -> SparkType.of(node.type(), graph::classNamed)).toList();
    this.names = columns.stream().map(Node::column).toArray(String[]::new);
    this.dataTypes = types.stream().map(SparkType::dataType).toArray(DataType[]::new);
    Column[] wanted = Stream.of(names).map(Lowering::column).toArray(Column[]::new);
    var selected = (org.apache.spark.sql.classic.Dataset<Row>) dataset.select(wanted);
    this.rows = selected.queryExecution().executedPlan().executeToIterator();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Map<String, @Nullable Object> next() {
    InternalRow row = rows.next();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < dataTypes.length; i++) {
      Object value = row.isNullAt(i) ? null : row.get(i, dataTypes[i]);
      values.put(names[i], value == null ? null : java(i, value));
    }
    return values;
  }

  private Object java(int column, Object value) {
    try {
      return types.get(column).toJava(value);
    } catch (IllegalArgumentException e) {
      throw new FeatureException(
          "Cannot compare %s: its value is invalid: %s"
              .formatted(columns.get(column).name(), e.getMessage()),
          e);
    }
  }
}
