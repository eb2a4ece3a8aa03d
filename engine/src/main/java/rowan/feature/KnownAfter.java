package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long after the event its column becomes known: a fraud label, known after {@code "7d"}.
 * Features computed from it inherit it, and none of them can be served.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface KnownAfter {
  /** A whole number and {@code d}, {@code h}, {@code m} or {@code s}. */
  String value();
}
