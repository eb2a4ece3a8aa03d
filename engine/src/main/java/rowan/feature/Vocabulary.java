package rowan.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import rowan.aggregate.VocabularyAggregator;

/**
 * The most frequent categories (strings, enums, ints, longs or booleans): a list, the most frequent
 * first; of equally frequent ones the least comes first. Null when there is no value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Operator(VocabularyAggregator.class)
public @interface Vocabulary {
  /** How many categories at most, from 1 to 1,000,000. */
  int value();
}
