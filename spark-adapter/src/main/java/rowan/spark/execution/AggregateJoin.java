package rowan.spark.execution;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.GenerateUnsafeRowJoiner;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowJoiner;
import org.apache.spark.sql.types.StructType;
import rowan.spark.type.SparkType;

/** Puts a row of the spine and its aggregates together. */
final class AggregateJoin {

  private final UnsafeProjection projection;
  private final UnsafeRowJoiner joiner;

  AggregateJoin(StructType input, List<SparkType> results) {
    StructType added = new StructType();
    for (int i = 0; i < results.size(); i++) {
      added = added.add("c" + i, results.get(i).dataType());
    }
    this.projection = UnsafeProjection.create(added);
    this.joiner = GenerateUnsafeRowJoiner.create(input, added);
  }

  /** The row with its aggregates; valid until the next. */
  UnsafeRow of(UnsafeRow row, AggregateRow values) {
    return joiner.join(row, projection.apply(values.row()));
  }
}
