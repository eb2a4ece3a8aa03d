package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.CountDistinctAggregator;

/**
 * How many different values there are, exactly: a long. The parameter is a number, a string, an
 * enum, a boolean, a time or bytes; -0.0 and 0.0 are one value. Memory grows with the number of
 * different values; {@link CountDistinctUpTo} and {@link ApproxCountDistinct} bound it. Null when
 * there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(CountDistinctAggregator.class)
public @interface CountDistinct {}
