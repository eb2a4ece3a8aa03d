package rowan.aggregate;

/** Which of the events at the very time of the asking row are in a window that reaches it. */
public enum Ties {
  /** Those before the asking row in order, and the row itself; of other sources, all. */
  EARLIER,
  /** All, also those after it in order. Such a feature cannot be served. */
  ALL
}
