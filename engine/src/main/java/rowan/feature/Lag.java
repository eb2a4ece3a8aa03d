package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.LagAggregator;

/**
 * An earlier value, of any type: 1 is the last in order of time, 2 the one before. Null when there
 * are fewer values.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(LagAggregator.class)
public @interface Lag {
  /** Which one, counted backwards, from 1 to 1,000,000. */
  int value();
}
