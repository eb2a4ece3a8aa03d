package rowan.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.graph.Definition;
import rowan.graph.Node;
import rowan.type.TextForm;

/**
 * The call of a feature's method, as errors tell of it. Every adapter tells alike, so that a job
 * and a service report one fault in one way.
 *
 * @param feature the name of the feature
 * @param method the class and method that define it
 * @param parameters the names of the parameters, in order
 */
public record Call(String feature, String method, List<String> parameters) implements Serializable {

  private static final long serialVersionUID = 1L;

  public Call {
    parameters = new ArrayList<>(parameters); // List.copyOf is not what Spark's Kryo can read
  }

  /** The call that computes {@code node}. */
  public static Call of(Node node) {
    return new Call(
        node.name(),
        ((Definition.OfMethod) node.definition()).method().qualifiedName(),
        node.arguments().stream().map(argument -> argument.parameter().name()).toList());
  }

  /** The method threw. */
  public FeatureException threw(Throwable thrown, @Nullable Object... arguments) {
    return new FeatureException(
        "Cannot compute %s: %s threw %s for %s"
            .formatted(feature, method, thrown, shown(arguments)),
        thrown);
  }

  /** The method returned null without saying that it may. */
  public FeatureException returnedNull(@Nullable Object... arguments) {
    return new FeatureException(
        "Cannot compute %s: %s returned null for %s; mark its result @Nullable if it may"
            .formatted(feature, method, shown(arguments)),
        null);
  }

  /** The method returned what the feature's type cannot hold. */
  public FeatureException returnedInvalid(
      IllegalArgumentException why, @Nullable Object... arguments) {
    return new FeatureException(
        "Cannot compute %s: %s returned an invalid value for %s: %s"
            .formatted(feature, method, shown(arguments), why.getMessage()),
        why);
  }

  private String shown(@Nullable Object[] arguments) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      shown.add(parameters.get(i) + " = " + TextForm.show(arguments[i]));
    }
    return "(" + String.join(", ", shown) + ")";
  }
}
