package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.QuantileAggregator;

/**
 * An exact quantile of a number (an int, a long, a float, a double or a decimal), 0.5 for the
 * median: a double, linear between the two closest values (type 7, as R, NumPy and Spark's {@code
 * percentile}). Needs a window, all of whose values are kept; {@link ApproxQuantile} does not. Null
 * when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(QuantileAggregator.class)
public @interface Quantile {
  /** The share of values below it, from 0 to 1. */
  double value();
}
