package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.MostFrequentAggregator;

/**
 * The value that occurs most often, of the parameter's type: a number, a string, an enum, a
 * boolean, a time or bytes. Of several such, the least. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(MostFrequentAggregator.class)
public @interface MostFrequent {}
