package rowan.defs.ltv;

import java.time.LocalDate;
import rowan.feature.EventTime;
import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A purchase in a shop.
 *
 * @param purchaseId The number of the purchase.
 * @param customerId Who bought.
 * @param purchaseDate The day; a customer may buy several times on one.
 * @param quantity How many items.
 * @param amount What they cost together, in units of the currency; 0 when they were free.
 */
@Source("purchases")
public record Purchase(
    @RowKey long purchaseId,
    long customerId,
    @EventTime LocalDate purchaseDate,
    int quantity,
    double amount) {}
