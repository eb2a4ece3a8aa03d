package rowan.jobs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rowan.graph.Component;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.model.ModelUse;
import rowan.spark.SparkAdapter;

/**
 * The rows that ask for a score when no table of them is given: the keys of all events up to then.
 * A score of customers, say, can be asked for all who ever purchased.
 */
final class SpineKeys {

  private final SparkSession spark;
  private final Graph graph;
  private final SourceOptions sources;
  private final SourceTable spine;
  private final Definition.Aggregate aggregate;

  SpineKeys(SparkSession spark, Graph graph, ModelUse use, SourceOptions sources) {
    this.spark = spark;
    this.graph = graph;
    this.sources = sources;
    this.spine = table(graph, use.score().source().orElseThrow());
    this.aggregate = aggregate(graph, use);
  }

  private static SourceTable table(Graph graph, String name) {
    return graph.sources().stream()
        .filter(source -> source.table().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Any aggregate of what the model reads: all of them have the same key. */
  private static Definition.Aggregate aggregate(Graph graph, ModelUse use) {
    return graph.upstreamOf(use.vector().name()).stream()
        .map(Node::definition)
        .filter(Definition.Aggregate.class::isInstance)
        .map(Definition.Aggregate.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private SourceTable events() {
    return aggregate.aggregation().events();
  }

  private Column eventTime() {
    return functions.col(events().eventTime().map(Component::column).orElseThrow());
  }

  /** The day of the last event, at midnight UTC. */
  Instant lastEvent() {
    LocalDate day =
        sources
            .read(spark, graph, events())
            .agg(functions.max(eventTime().cast(DataTypes.DateType)))
            .first()
            .getLocalDate(0);
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** An adapter with the given tables, and that of the spine. */
  SparkAdapter adapter(Instant asOf) {
    SparkAdapter adapter = sources.read(spark, graph);
    return sources.gives(spine.table()) ? adapter : adapter.source(spine.table(), keys(asOf));
  }

  private Dataset<Row> keys(Instant asOf) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < spine.rowKey().size(); i++) {
      String by = graph.node(aggregate.aggregation().by().get(i)).column();
      columns.add(functions.col(by).as(spine.rowKey().get(i).column()));
    }
    return sources
        .read(spark, graph, events())
        .where(eventTime().cast(DataTypes.TimestampType).leq(functions.lit(asOf)))
        .select(columns.toArray(Column[]::new))
        .distinct();
  }
}
