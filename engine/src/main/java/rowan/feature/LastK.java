package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.LastKAggregator;

/**
 * The last values in order of time, so newest last: a list of any type, all of them when there are
 * fewer. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(LastKAggregator.class)
public @interface LastK {
  /** How many, from 1 to 1,000,000. */
  int value();
}
