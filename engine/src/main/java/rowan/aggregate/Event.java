package rowan.aggregate;

/**
 * One event as an operator sees it: its time, and the values that the feature's parameters name.
 * The object is reused for the next event; keep values, not it. No value is null: an event with a
 * null value is skipped before an operator sees it.
 */
public interface Event {

  /** When it happened, in microseconds since 1970-01-01T00:00:00Z. */
  long time();

  /** The boolean, int or long at a position; 1 is true. */
  long longAt(int position);

  /** The float or double at a position. */
  double doubleAt(int position);

  /** The value at a position as an object, in canonical form. */
  Object valueAt(int position);
}
