package rowan.jobs.bench;

import rowan.feature.RowKey;
import rowan.feature.Source;

/** A row of ten numbers, from which as many features as wanted are computed. */
@Source("wide_rows")
public record WideRow(
    @RowKey long id,
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
