package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.MeanAggregator;

/**
 * The mean of a number (an int, a long, a float, a double or a decimal): a double, the exact sum
 * divided by the count and rounded once. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(MeanAggregator.class)
public @interface Mean {}
