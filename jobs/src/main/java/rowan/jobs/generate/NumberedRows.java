package rowan.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Events made customer by customer, brought into the order of time and numbered from 0.
 *
 * <p>The events are made twice. The first time they are only counted, slot by slot, which gives the
 * number of the first event of every slot. The second time each goes to the task that has its slot
 * and is sorted there; its number is that of the slot's first event plus its rank in the slot. So
 * no number depends on how Spark splits, samples or schedules the work, and the driver holds one
 * number for each slot.
 *
 * @param table what to make
 * @param sizes how to cut the work
 * @param <E> an event
 */
record NumberedRows<E>(EventTable<E> table, TaskSizes sizes) {

  /** The table, sorted. */
  Dataset<Row> read(SparkSession spark) {
    Slots slots = new Slots(counts(spark), sizes);
    return numbered(sorted(spark, slots), slots).select(table.columns());
  }

  /** The number of events in each slot. */
  private long[] counts(SparkSession spark) {
    EventTable<E> made = table;
    MapPartitionsFunction<Long, Tuple2<Integer, Long>> count = ids -> counts(made, ids);
    long[] counts = new long[table.slots()];
    customers(spark)
        .mapPartitions(count, Encoders.tuple(Encoders.INT(), Encoders.LONG()))
        .toDF("slot", "events")
        .groupBy("slot")
        .agg(sum("events"))
        .collectAsList()
        .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
    return counts;
  }

  private static <E> Iterator<Tuple2<Integer, Long>> counts(
      EventTable<E> table, Iterator<Long> customers) {
    long[] counts = new long[table.slots()];
    events(table, customers).forEach(event -> counts[table.slot(event)]++);
    return IntStream.range(0, counts.length)
        .filter(slot -> counts[slot] > 0)
        .mapToObj(slot -> new Tuple2<>(slot, counts[slot]))
        .iterator();
  }

  /** Rows of the task, the slot and the values of each event. */
  private Dataset<Row> sorted(SparkSession spark, Slots slots) {
    EventTable<E> made = table;
    MapPartitionsFunction<Long, Row> make =
        ids -> events(made, ids).map(event -> row(made, event, slots)).iterator();
    StructType placed =
        new StructType()
            .add("task", DataTypes.IntegerType, false)
            .add("slot", DataTypes.IntegerType, false);
    return customers(spark)
        .mapPartitions(make, withValues(placed))
        .repartitionById(slots.tasks(), col("task"))
        .sortWithinPartitions(table.order().stream().map(name -> col(name)).toArray(Column[]::new));
  }

  private static <E> Row row(EventTable<E> table, E event, Slots slots) {
    Object[] values = table.values(event);
    Object[] placed = new Object[Numbering.VALUES + values.length];
    int slot = table.slot(event);
    placed[0] = slots.task(slot);
    placed[Numbering.SLOT] = slot;
    System.arraycopy(values, 0, placed, Numbering.VALUES, values.length);
    return RowFactory.create(placed);
  }

  private Dataset<Row> numbered(Dataset<Row> sorted, Slots slots) {
    MapPartitionsFunction<Row, Row> number = rows -> new Numbering(rows, slots);
    StructType id = new StructType().add("id", DataTypes.LongType, false);
    return sorted.mapPartitions(number, withValues(id));
  }

  private Encoder<Row> withValues(StructType first) {
    StructType all = first;
    for (StructField value : table.travelling().fields()) {
      all = all.add(value);
    }
    return Encoders.row(all);
  }

  private Dataset<Long> customers(SparkSession spark) {
    long tasks = Math.min(sizes.tasks(table.expectedEvents()), table.customers());
    return spark.range(0, table.customers(), 1, (int) tasks);
  }

  private static <E> Stream<E> events(EventTable<E> table, Iterator<Long> customers) {
    LongFunction<List<E>> simulator = table.simulator();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(customers, Spliterator.ORDERED), false)
        .flatMap(customer -> simulator.apply(customer).stream());
  }
}
