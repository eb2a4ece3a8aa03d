/**
 * Features as Catalyst expressions. The one place that writes code for Spark's code generator.
 * Imported by the adapter.
 */
@NullMarked
package rowan.spark.expression;

import org.jspecify.annotations.NullMarked;
