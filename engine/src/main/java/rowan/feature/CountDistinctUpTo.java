package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.CountDistinctUpToAggregator;

/**
 * How many different values there are, but at most a limit: a long. The parameter is a number, a
 * string, an enum, a boolean, a time or bytes. Values cannot be taken back, so a window must be
 * hopping or reach to the beginning. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(CountDistinctUpToAggregator.class)
public @interface CountDistinctUpTo {
  /** What is counted up to, from 1 to 1,000,000. */
  int value();
}
