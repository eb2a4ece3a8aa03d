package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.FirstKAggregator;

/**
 * The first values in order of time: a list of any type, all of them when there are fewer. Null
 * when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(FirstKAggregator.class)
public @interface FirstK {
  /** How many, from 1 to 1,000,000. */
  int value();
}
