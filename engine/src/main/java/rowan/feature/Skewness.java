package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.SkewnessAggregator;

/**
 * The skewness of a number (an int, a long, a float, a double or a decimal): a double, {@code
 * m3/(m2*sqrt(m2))} of the population's central moments. Null when there is no value, and when the
 * variance is 0, as that of one value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(SkewnessAggregator.class)
public @interface Skewness {}
