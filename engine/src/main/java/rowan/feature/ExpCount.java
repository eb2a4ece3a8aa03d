package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.ExpCountAggregator;

/**
 * The number of events in which newer ones weigh more: a double. An event of the asking row's
 * half-life weighs 1, one of the half-life before 0.5, and so on; half-lives are counted from the
 * epoch, UTC. With a parameter, of any type, events that have a value count. Null when there is
 * none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(ExpCountAggregator.class)
public @interface ExpCount {
  /**
   * After which time a weight is half: a whole number and {@code d}, {@code h}, {@code m} or {@code
   * s}.
   */
  String halfLife();
}
