package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.TargetMeanAggregator;

/**
 * The mean of a target for each category, drawn towards the mean of all where there are few. The
 * parameters are the target (an int, a long, a float, a double or a decimal) and the category (a
 * string, an enum, an int, a long or a boolean). The result is a map from the category to a double,
 * {@code (n mean + m all) / (n + m)}, where n is how many there are of the category, mean the mean
 * of their targets, all the mean of all targets, and m the smoothing; both means are exact and
 * rounded once. Categories that do not occur are not in it. Null when there is no value.
 *
 * <p>Fitted, it knows the target of every training row: give training rows a value that was fitted
 * without them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(TargetMeanAggregator.class)
public @interface TargetMean {
  /** As how many rows of the mean of all each category begins; not negative, and finite. */
  double smoothing() default 10;
}
