package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A word about a feature, a column, or all features of a class: {@code @Tag(name = "owner", value =
 * "fraud-team")}. Graphs can be searched by tag. A tag of a method replaces that of its class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Repeatable(Tags.class)
public @interface Tag {
  /** What the tag says something about. */
  String name();

  /** What it says. */
  String value();
}
