package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.MaxAggregator;

/**
 * The greatest value, of the parameter's type, which may be any that has an order: numbers, strings
 * by code point, instants, dates, enums by name. Of doubles NaN is the greatest and -0.0 less than
 * 0.0. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(MaxAggregator.class)
public @interface Max {}
