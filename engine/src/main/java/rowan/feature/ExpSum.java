package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.ExpSumAggregator;

/**
 * The sum of a number (an int, a long, a float, a double or a decimal) in which newer events weigh
 * more: a double. An event of the asking row's half-life weighs 1, one of the half-life before 0.5,
 * and so on; half-lives are counted from the epoch, UTC. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(ExpSumAggregator.class)
public @interface ExpSum {
  /**
   * After which time a weight is half: a whole number and {@code d}, {@code h}, {@code m} or {@code
   * s}.
   */
  String halfLife();
}
