package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.Aggregator;

/**
 * Makes an annotation an operator: on an abstract method of a feature class, it makes the method an
 * aggregate over the events of a key. The arguments of the annotation are handed to the aggregator
 * by name. Users define operators of their own in the same way.
 *
 * <p>The aggregator has a public constructor that takes {@link rowan.aggregate.Arguments}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface Operator {
  /** What computes the aggregate. */
  Class<? extends Aggregator<?>> value();
}
