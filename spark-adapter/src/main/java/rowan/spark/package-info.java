/**
 * Runs plans on Spark. {@link rowan.spark.SparkAdapter} is the only type that a job needs; the
 * others read tables as sources, write features, and compare Spark with the scorer.
 */
@NullMarked
package rowan.spark;

import org.jspecify.annotations.NullMarked;
