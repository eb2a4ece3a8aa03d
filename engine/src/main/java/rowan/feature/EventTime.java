package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component of a source: when the event happened (an {@code Instant}, or a {@code LocalDate},
 * which is midnight UTC). On a parameter of a feature: the time as of which the row asks, which for
 * a row of a source with event time is that event time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface EventTime {}
