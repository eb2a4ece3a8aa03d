package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.ApproxCountDistinctAggregator;

/**
 * About how many different values there are: a long, within 1.6 % in two cases of three, from at
 * most about 4 KB (HyperLogLog). The parameter is a number, a string, an enum, a boolean, a time or
 * bytes. Values cannot be taken back, so a window must be hopping or reach to the beginning. Null
 * when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(ApproxCountDistinctAggregator.class)
public @interface ApproxCountDistinct {}
