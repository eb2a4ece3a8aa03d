package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.EntropyAggregator;

/**
 * How mixed values are: Shannon's entropy of their frequencies in bits, a double; 0 when all are
 * equal, 1 for two values that are equally frequent. The parameter is a number, a string, an enum,
 * a boolean, a time or bytes. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(EntropyAggregator.class)
public @interface Entropy {}
