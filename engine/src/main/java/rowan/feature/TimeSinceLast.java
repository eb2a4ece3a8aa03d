package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;
import rowan.aggregate.TimeSinceLastAggregator;

/**
 * The time from the last event to the asking row: a double, in units and fractions of them. With a
 * parameter, of any type, it is the last event that has a value. Null when there is none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(TimeSinceLastAggregator.class)
public @interface TimeSinceLast {
  /** SECONDS, MINUTES, HOURS or DAYS (of 24 hours). */
  ChronoUnit unit() default ChronoUnit.SECONDS;
}
