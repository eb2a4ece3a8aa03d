package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.ApproxQuantileAggregator;

/**
 * About a quantile of a number (an int, a long, a float, a double or a decimal), 0.5 for the
 * median: a double, within a relative error of the value of rank {@code floor(q*(n-1))}, where 0 is
 * the least. Memory grows with the logarithm of the range of the values, not with their number. NaN
 * is the greatest value. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(ApproxQuantileAggregator.class)
public @interface ApproxQuantile {
  /** The share of values below it, from 0 to 1. */
  double value();

  /** The greatest relative error, from 0.000001 to below 1. */
  double relativeError() default 0.01;
}
