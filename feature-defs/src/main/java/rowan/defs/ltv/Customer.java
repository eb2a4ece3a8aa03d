package rowan.defs.ltv;

import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A customer of the shop, without a time: one asks for the features as of any date.
 *
 * @param customerId The number of the customer.
 */
@Source("customers")
public record Customer(@RowKey long customerId) {}
