package rowan.aggregate;

/** The values of an event by column of its source, as the adapter at hand keeps them. */
public interface EventRow {

  /** Whether the value is null. */
  boolean isNull(int column);

  /**
   * A boolean (1 is true), an int or a long; or the bits of a float or double, with one NaN. Read
   * only when it is not null.
   */
  long bits(int column);

  /** A value of any other type, in canonical form. Read only when it is not null. */
  Object object(int column);
}
