package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.BottomKAggregator;

/**
 * The least values in ascending order, equal ones repeated: a list of a type that has an order, all
 * of them when there are fewer. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(BottomKAggregator.class)
public @interface BottomK {
  /** How many, from 1 to 1,000,000. */
  int value();
}
