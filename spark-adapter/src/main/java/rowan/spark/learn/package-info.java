/**
 * Training with Spark MLlib: rows and labels without leakage, models exported to Rowan's own form,
 * and how good they are. Needs {@code spark-mllib} beside {@code spark-sql}.
 */
@NullMarked
package rowan.spark.learn;

import org.jspecify.annotations.NullMarked;
