package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record a source: a table of events, or a lookup table. Each component is a column; a
 * column that may hold null is marked {@code org.jspecify.annotations.Nullable}, and a null in any
 * other fails the job.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Source {
  /** What requests call the table: {@code --source transactions=PATH}. */
  String value();
}
