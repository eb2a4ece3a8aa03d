package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.ExpMeanAggregator;

/**
 * The mean of a number (an int, a long, a float, a double or a decimal) in which newer events weigh
 * more: a double. An event loses half its weight with each half-life; half-lives are counted from
 * the epoch, UTC, and events of the same one weigh the same. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(ExpMeanAggregator.class)
public @interface ExpMean {
  /**
   * After which time a weight is half: a whole number and {@code d}, {@code h}, {@code m} or {@code
   * s}.
   */
  String halfLife();
}
