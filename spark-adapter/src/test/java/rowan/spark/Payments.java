package rowan.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.graph.Graph;
import rowan.graph.SourceTable;

/** Tables of payments, written as SQL. */
final class Payments {

  static final Graph GRAPH = Graph.of(PaymentFeatures.class);
  static final SourceTable SOURCE = GRAPH.sources().get(0);

  private Payments() {}

  /** Payments from rows of {@code (id, second, amount, shop, items)}. */
  static Dataset<Row> of(SparkSession spark, String... rows) {
    return spark.sql(
        """
        select cast(id as bigint) payment_id, timestamp_seconds(second) paid_at,
               cast(amount as double) amount, cast(shop as string) shop, cast(items as int) items
        from values %s as t(id, second, amount, shop, items)"""
            .formatted(String.join(", ", List.of(rows))));
  }
}
