package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.Bounds;
import rowan.aggregate.Convention;
import rowan.aggregate.Exclusion;
import rowan.aggregate.Ties;

/**
 * Which events an operator sees: those of a key, in one or several windows. On a class it is the
 * default of its operators; on a method it replaces that of the class wholly. A feature with
 * windows becomes one feature for each, named after it: {@code customer_avg_amount_30d}.
 *
 * <p>Lengths of time are whole numbers and {@code d}, {@code h}, {@code m} or {@code s}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Over {
  /** What events are grouped by: columns or row features of the events' source. */
  String[] by();

  /** What the asking row calls its key, where that differs from {@link #by}; in the same order. */
  String[] on() default {};

  /** How far the windows look back; none means since the beginning. */
  String[] window() default {};

  /** How far the windows of a label look forward. */
  String[] ahead() default {};

  /** Which ends of a window belong to it. */
  Bounds bounds() default Bounds.BEFORE;

  /** How long before the asking row a window ends; of a label, how long after it one begins. */
  String delay() default "0s";

  /** How many events, the latest, are seen at most; 0 means as many as there are. */
  int rows() default 0;

  /** Which events at the very time of the asking row are seen. */
  Ties ties() default Ties.EARLIER;

  /** What is taken out of a window that reaches the asking row. */
  Exclusion excluding() default Exclusion.NOTHING;

  /** What the lower bound is floored to, from the epoch, UTC; empty when nothing. */
  String hop() default "";

  /** Another system's rules; they set bounds, ties and hop. */
  Convention rules() default Convention.ROWAN;
}
