package rowan.defs.fraud;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rowan.feature.EventTime;
import rowan.feature.KnownAfter;
import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A card payment.
 *
 * @param transactionId The number of the payment, unique and increasing with time.
 * @param txDatetime When the customer paid.
 * @param customerId Who paid.
 * @param terminalId Where: the terminal that took the card.
 * @param txAmount How much, in units of the currency; never negative.
 * @param txFraud 1 when the payment was a fraud and 0 when not; null while nobody knows.
 */
@Source("transactions")
public record Transaction(
    @RowKey long transactionId,
    @EventTime Instant txDatetime,
    long customerId,
    long terminalId,
    double txAmount,
    @KnownAfter("7d") @Nullable Integer txFraud) {}
