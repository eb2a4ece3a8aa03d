package rowan.jobs.bench;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A row of numbers, some of them missing, texts and times, for benchmarks.
 *
 * @param rowId The number of the row.
 */
@Source("mixed_rows")
public record MixedRow(
    @RowKey long rowId,
    double c0,
    double c1,
    double c2,
    @Nullable Double c3,
    @Nullable Double c4,
    String s0,
    String s1,
    String s2,
    Instant t0,
    Instant t1) {}
