package rowan.jobs.bench;

import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A row of numbers, for benchmarks.
 *
 * @param rowId The number of the row.
 */
@Source("double_rows")
public record DoubleRow(
    @RowKey long rowId,
    double c0,
    double c1,
    double c2,
    double c3,
    double c4,
    double c5,
    double c6,
    double c7,
    double c8,
    double c9) {}
