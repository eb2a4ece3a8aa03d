package rowan.jobs.generate;

import java.io.Serializable;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * A table of simulated events: how to make them, customer by customer, and how they become rows.
 *
 * @param <E> an event
 */
interface EventTable<E> extends Serializable {

  /** How many customers there are, from 0. */
  long customers();

  /** About how many events there will be. */
  long expectedEvents();

  /** Into how many slots of equal length the period is cut. */
  int slots();

  /** The slot that an event falls into. */
  int slot(E event);

  /** What makes the events of a customer; for one task, which asks in ascending order. */
  LongFunction<List<E>> simulator();

  /** How events travel: {@link #values} in this order. */
  StructType travelling();

  /** The values of an event; the Java forms of {@link #travelling}. */
  Object[] values(E event);

  /** Which of the travelling columns put events in order; no two events are equal in all. */
  List<String> order();

  /** The columns of the table, from an event's number called {@code id} and its values. */
  Column[] columns();
}
