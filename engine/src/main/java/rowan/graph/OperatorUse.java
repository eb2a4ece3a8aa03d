package rowan.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.type.TextForm;

/**
 * An operator on a method, as declared.
 *
 * @param name the simple name of its annotation, such as {@code Mean}
 * @param settings the arguments of the annotation by name
 * @param maker makes the aggregator; throws {@code IllegalArgumentException} when it cannot work
 *     with the arguments, with a message that completes "it "
 */
public record OperatorUse(
    String name, Map<String, Object> settings, Function<Arguments, Aggregator<?>> maker) {
  public OperatorUse {
    settings = Map.copyOf(settings);
  }

  /** The operator with its settings: {@code Quantile[0.95]}. */
  String text() {
    return settings.isEmpty()
        ? name
        : settings.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(setting -> shown(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining(", ", name + "[", "]"));
  }

  private static String shown(String setting, Object value) {
    String shown =
        value.getClass().isArray()
            ? Arrays.deepToString(new Object[] {value})
            : TextForm.show(value);
    return (setting.equals("value") ? "" : setting + "=") + shown;
  }

  /** The annotation as authors write it: {@code @Mean}. */
  @Override
  public String toString() {
    return "@" + name;
  }
}
