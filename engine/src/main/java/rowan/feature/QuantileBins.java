package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.QuantileBinsAggregator;

/**
 * Where to cut a number (an int, a long, a float, a double or a decimal) into bins of about as many
 * values each: a {@code double[]} of at most one number less than bins, ascending, each about a
 * quantile as {@link ApproxQuantile} gives it. A quantile that is equal to the one before, or is
 * NaN, is left out. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(QuantileBinsAggregator.class)
public @interface QuantileBins {
  /** The number of bins, from 2 to 1,000. */
  int value();

  /** The greatest relative error of a cut, from 0.000001 to below 1. */
  double relativeError() default 0.01;
}
