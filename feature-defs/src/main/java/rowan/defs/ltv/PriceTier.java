package rowan.defs.ltv;

/** How dear an item is, in units of the currency. */
public enum PriceTier {
  /** Given away. */
  FREE,
  /** Below 10: the bargain bin. */
  BARGAIN,
  /** From 10 to below 20: what an album costs. */
  REGULAR,
  /** 20 and more: box sets and imports. */
  PREMIUM
}
