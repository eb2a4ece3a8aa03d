/** Physical operators of our own, and what Spark needs to plan them. */
@NullMarked
package rowan.spark.execution;

import org.jspecify.annotations.NullMarked;
