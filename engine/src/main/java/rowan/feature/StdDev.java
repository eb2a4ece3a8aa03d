package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.StdDevAggregator;

/**
 * The standard deviation of a number (an int, a long, a float, a double or a decimal): a double,
 * the square root of the exact variance. By default that of a population, which is 0 for one value.
 * Null when there is no value, and for a sample of one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(StdDevAggregator.class)
public @interface StdDev {
  /** Whether the events are a sample, so that the divisor is n - 1. */
  boolean sample() default false;
}
