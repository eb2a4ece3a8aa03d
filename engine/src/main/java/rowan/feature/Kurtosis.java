package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.KurtosisAggregator;

/**
 * The excess kurtosis of a number (an int, a long, a float, a double or a decimal): a double,
 * {@code m4/(m2*m2)-3} of the population's central moments, so 0 for a normal distribution. Null
 * when there is no value, and when the variance is 0, as that of one value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(KurtosisAggregator.class)
public @interface Kurtosis {}
