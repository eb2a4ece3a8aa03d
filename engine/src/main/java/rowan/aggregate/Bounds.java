package rowan.aggregate;

/** Which ends of a window belong to it. With w the length, d the delay, t the time of the asker. */
public enum Bounds {
  /** {@code [t-d-w, t-d)}: only what happened strictly before. */
  BEFORE(true, false),
  /** {@code (t-d-w, t-d]}. */
  UP_TO(false, true),
  /** {@code [t-d-w, t-d]}. */
  CLOSED(true, true),
  /** {@code (t-d-w, t-d)}. */
  OPEN(false, false);

  private final boolean fromIncluded;
  private final boolean untilIncluded;

  Bounds(boolean fromIncluded, boolean untilIncluded) {
    this.fromIncluded = fromIncluded;
    this.untilIncluded = untilIncluded;
  }

  boolean isFromIncluded() {
    return fromIncluded;
  }

  boolean isUntilIncluded() {
    return untilIncluded;
  }
}
