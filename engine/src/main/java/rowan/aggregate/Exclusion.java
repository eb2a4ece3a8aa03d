package rowan.aggregate;

/** What is taken out of a window that reaches the asking row. */
public enum Exclusion {
  /** Nothing. */
  NOTHING,
  /** The asking row itself; rows tied with it in time stay. */
  CURRENT_ROW,
  /** The other rows at its time; the asking row itself stays. */
  CURRENT_TIME
}
