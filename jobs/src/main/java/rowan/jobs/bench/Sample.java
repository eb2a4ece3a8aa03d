package rowan.jobs.bench;

import rowan.feature.RowKey;
import rowan.feature.Source;

/**
 * A row of numbers, for benchmarks.
 *
 * @param sampleId The number of the row.
 * @param x0 A number.
 * @param x1 A number.
 * @param x2 A number.
 * @param x3 A number.
 * @param x4 A number.
 * @param x5 A number.
 * @param x6 A number.
 * @param x7 A number.
 * @param x8 A number.
 * @param x9 A number.
 */
@Source("samples")
public record Sample(
    @RowKey long sampleId,
    double x0,
    double x1,
    double x2,
    double x3,
    double x4,
    double x5,
    double x6,
    double x7,
    double x8,
    double x9) {}
