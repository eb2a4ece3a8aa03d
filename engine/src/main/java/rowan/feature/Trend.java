package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;
import rowan.aggregate.TrendAggregator;

/**
 * How fast a number (an int, a long, a float, a double or a decimal) rises: the slope of the
 * least-squares line over event time, a double per unit of time, exact and rounded once. Null when
 * there are not two different times.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(TrendAggregator.class)
public @interface Trend {
  /** SECONDS, MINUTES, HOURS or DAYS (of 24 hours). */
  ChronoUnit unit() default ChronoUnit.DAYS;
}
