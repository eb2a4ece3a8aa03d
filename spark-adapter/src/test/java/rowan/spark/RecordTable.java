package rowan.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import rowan.contract.WindowCase;
import rowan.graph.Component;
import rowan.graph.Graph;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.spark.type.SparkType;
import rowan.type.RecordForm;

/** Rows of a source as a table. Every column is nullable, as in tables from files. */
final class RecordTable {

  private RecordTable() {}

  static Dataset<Row> of(
      SparkSession spark,
      Graph graph,
      SourceTable source,
      List<? extends Record> rows,
      int partitions) {
    StructType schema = new StructType();
    List<SparkType> types = new ArrayList<>();
    for (Component component : source.components()) {
      SparkType type = SparkType.of(component.use().type(), graph::classNamed);
      types.add(type);
      schema = schema.add(component.column(), type.dataType(), true);
    }
    List<InternalRow> internal = rows.stream().map(row -> internal(row, types)).toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(
            context.parallelize(new ArrayList<>(internal), partitions).rdd(), schema, false);
  }

  /** An adapter with the rows of each source as a table of two partitions. */
  static SparkAdapter adapter(SparkSession spark, Plan plan, List<Record> rows) {
    SparkAdapter adapter = SparkAdapter.on(spark);
    for (SourceTable source : plan.graph().sources()) {
      List<Record> ofSource = WindowCase.rowsOf(source, rows);
      adapter = adapter.source(source.table(), of(spark, plan.graph(), source, ofSource, 2));
    }
    return adapter;
  }

  private static InternalRow internal(Record row, List<SparkType> types) {
    @Nullable Object[] values = RecordForm.of(row.getClass()).components(row);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      values[i] = value == null ? null : types.get(i).toCatalyst(value);
    }
    return new GenericInternalRow(values);
  }
}
