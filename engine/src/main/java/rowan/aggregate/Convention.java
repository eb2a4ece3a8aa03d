package rowan.aggregate;

/** Whose rules a window follows. */
public enum Convention {
  /** The rules of this engine, as the parts of the window say. */
  ROWAN,
  /** {@link WindowSpec#chronon}. */
  CHRONON,
  /** {@link WindowSpec#openmldb}. */
  OPENMLDB,
  /** {@link WindowSpec#feathr}. */
  FEATHR,
  /** {@link WindowSpec#pandas}. */
  PANDAS,
  /** {@link WindowSpec#sparkRange}. */
  SPARK_RANGE
}
