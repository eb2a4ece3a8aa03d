package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.CategoryIndexAggregator;

/**
 * A number for each category (a string, an enum, an int, a long or a boolean): a map from the
 * category to an int, 0 for the most frequent, and so on; of equally frequent ones the least comes
 * first. Categories beyond the limit are not in it. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(CategoryIndexAggregator.class)
public @interface CategoryIndex {
  /** How many categories at most have a number, from 1 to 1,000,000. */
  int value() default 1_000_000;
}
