package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.Aggregator;

/**
 * Marks an annotation as an operator: on an abstract method of a feature class it says what is
 * computed from the events of a key. The arguments of the annotation are the settings of the
 * aggregator. Authors add operators of their own in the same way.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Operator {
  /** What computes it; it has a public constructor that takes {@code Arguments}. */
  Class<? extends Aggregator<?>> value();
}
