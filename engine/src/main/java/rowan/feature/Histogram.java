package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.HistogramAggregator;

/**
 * How many events there are of each category: a map from the category (a string, an enum, an int, a
 * long or a boolean) to a long, ordered by category. Categories that do not occur are not in it.
 * Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(HistogramAggregator.class)
public @interface Histogram {}
