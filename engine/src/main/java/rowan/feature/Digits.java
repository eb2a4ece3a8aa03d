package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The precision and scale of the {@code BigDecimal} that a column holds or a method returns. A
 * result is rounded half up to the scale; one that does not fit fails. Without it a decimal has 38
 * digits, 18 of them after the point.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Digits {
  /** How many digits in all, 1 to 38. */
  int precision();

  /** How many of them after the point. */
  int scale();
}
