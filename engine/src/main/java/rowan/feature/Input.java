package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A value that the caller supplies. On an abstract method it is required; on a public static method
 * without parameters the body gives the default. An input whose type no column can hold, such as a
 * model, is handed to the features as it is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface Input {}
