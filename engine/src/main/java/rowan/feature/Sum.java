package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.SumAggregator;

/**
 * The exact sum of a number. Of ints and longs it is a long, and a sum that does not fit fails; of
 * floats and doubles a double that is rounded once; of decimals a decimal of 38 digits with their
 * scale. Null when there is no value. It is NaN or infinite when a value is, and infinite beyond
 * the range of double.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(SumAggregator.class)
public @interface Sum {}
