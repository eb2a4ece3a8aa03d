package rowan.defs.ltv;

/** How much was bought at once. */
public enum OrderSize {
  /** One item, or none. */
  SINGLE,
  /** Several items, fewer than a bulk purchase has. */
  SEVERAL,
  /** A bulk purchase. */
  BULK
}
