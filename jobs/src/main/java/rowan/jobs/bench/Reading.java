package rowan.jobs.bench;

import java.time.Instant;
import rowan.feature.EventTime;
import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * An event for benchmarks: a number that a key has at a time.
 *
 * @param readingId The number of the event.
 * @param readAt When it happened.
 * @param meterId Its key.
 * @param amount The number.
 */
@Source("readings")
public record Reading(
    @RowKey long readingId, @EventTime Instant readAt, long meterId, double amount) {}
