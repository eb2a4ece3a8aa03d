package rowan.defs.fraud;

/** How large a payment is, in units of the currency. */
public enum AmountBand {
  /** Below 1: seldom a purchase. */
  TINY,
  /** From 1 to below 20. */
  SMALL,
  /** From 20 to below 100. */
  MEDIUM,
  /** From 100 to below 220. */
  LARGE,
  /** 220 and more. */
  VERY_LARGE
}
