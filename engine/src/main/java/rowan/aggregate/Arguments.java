package rowan.aggregate;

import java.util.List;
import java.util.Map;
import rowan.type.Type;

/**
 * What an aggregator is made from.
 *
 * @param settings the arguments of the annotation by name, such as {@code value} of
 *     {@code @Quantile(0.95)}
 * @param inputs the types of the feature's parameters, without the one that is a condition
 * @param evicts whether events leave the window again; without a window they only come
 */
public record Arguments(Map<String, Object> settings, List<Type> inputs, boolean evicts) {
  public Arguments {
    settings = Map.copyOf(settings);
    inputs = List.copyOf(inputs);
  }

  /** An argument of the annotation. */
  public <T> T setting(String name, Class<T> type) {
    Object setting = settings.get(name);
    if (setting == null) {
      throw new IllegalStateException("the annotation has no " + name);
    }
    return type.cast(setting);
  }
}
