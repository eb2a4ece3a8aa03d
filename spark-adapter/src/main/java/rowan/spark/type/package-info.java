/**
 * Types and values between Rowan and Spark, both ways, in one place. Imported by the expressions.
 */
@NullMarked
package rowan.spark.type;

import org.jspecify.annotations.NullMarked;
