package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an abstract class a class of features. A public static method is a feature: its name is the
 * output, its parameters are what it depends on. A parameter names a column of the class's own
 * source, or a feature of this class or of one in {@link #uses}. Private methods are helpers.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Features {
  /** The source whose rows the features describe; a class without one has inputs and features. */
  Class<?> of() default void.class;

  /** The classes whose features the parameters may name. */
  Class<?>[] uses() default {};
}
