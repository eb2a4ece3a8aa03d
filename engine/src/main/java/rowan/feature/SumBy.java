package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.SumByAggregator;

/**
 * The exact sum of a number for each category. The parameters are the number (an int, a long, a
 * float, a double or a decimal) and the category (a string, an enum, an int, a long or a boolean);
 * the result is a map from the category to what {@link Sum} gives, ordered by category. Categories
 * that do not occur are not in it. {@link Histogram} counts by category. Null when there is no
 * value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(SumByAggregator.class)
public @interface SumBy {}
