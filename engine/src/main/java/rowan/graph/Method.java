package rowan.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A method of a feature class that is not private, as declared.
 *
 * @param owner the binary name of the class
 * @param shape how the method is declared
 * @param input whether it is marked as an input
 * @param doc the first sentence of its Javadoc, empty when unknown
 */
public record Method(
    String owner,
    String name,
    Shape shape,
    boolean input,
    List<Parameter> parameters,
    TypeUse result,
    Map<String, String> tags,
    String doc) {

  /** How a method is declared. */
  public enum Shape {
    /** It has a body that anyone may call. */
    PUBLIC_STATIC,
    /** It has no body. */
    ABSTRACT,
    /** Anything else: an instance method, or one that is neither public nor private. */
    OTHER
  }

  public Method {
    parameters = List.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** The class and method: {@code rowan.defs.fraud.TransactionFeatures.duringNight}. */
  public String qualifiedName() {
    return owner.replace('$', '.') + "." + name;
  }

  /** The method with its parameters, as messages show it. */
  public String signature() {
    return parameters.stream()
        .map(Parameter::toString)
        .collect(Collectors.joining(", ", qualifiedName() + "(", ")"));
  }
}
