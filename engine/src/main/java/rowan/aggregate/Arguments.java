package rowan.aggregate;

import java.util.List;
import java.util.Map;
import rowan.type.Type;

/**
 * What an aggregator is made from.
 *
 * @param values the arguments of the annotation by name, such as {@code value} of
 *     {@code @Quantile(0.95)}
 * @param inputs the types of the feature's parameters, without the one that is a condition
 * @param evicts whether events leave the window again; without a window they only come
 */
public record Arguments(Map<String, Object> values, List<Type> inputs, boolean evicts) {
  public Arguments {
    values = Map.copyOf(values);
    inputs = List.copyOf(inputs);
  }

  /** An argument of the annotation. */
  public <T> T value(String name, Class<T> type) {
    return type.cast(values.get(name));
  }
}
