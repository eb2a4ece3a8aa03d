package rowan.graph;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.Aggregator;

/**
 * What is fitted, and over which rows.
 *
 * @param rows the source of the training rows
 * @param empty the value, of the feature's type, when no row is seen; null when that is null
 * @param values which parameters of the method are the operator's inputs, in order
 * @param condition which parameter says whether a row is seen
 */
public record Fitting(
    SourceTable rows,
    Aggregator<?> aggregator,
    @Nullable Object empty,
    List<Integer> values,
    OptionalInt condition) {
  public Fitting {
    values = List.copyOf(values);
  }
}
