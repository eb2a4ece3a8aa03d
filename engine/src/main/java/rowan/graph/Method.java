package rowan.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A method of a feature class that is not private, as declared.
 *
 * @param owner the binary name of the class
 * @param shape how the method is declared
 * @param input whether it is marked as an input
 * @param lookup whether it is marked as a lookup
 * @param vector whether it is marked as a feature vector
 * @param label whether it is marked as a label
 * @param operators the operators that it is marked with; more than one is a fault
 * @param over which events its operator sees, when it says so itself
 * @param empty the value of its operator over no events
 * @param doc the first sentence of its Javadoc, empty when unknown
 */
public record Method(
    String owner,
    String name,
    Shape shape,
    boolean input,
    boolean lookup,
    boolean vector,
    boolean label,
    List<OperatorUse> operators,
    Optional<OverUse> over,
    Optional<Double> empty,
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
    operators = List.copyOf(operators);
    parameters = List.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** The operator that it is marked with. */
  public Optional<OperatorUse> operator() {
    return operators.stream().findFirst();
  }

  /** Which events its operator sees: as it says itself, or as its class says. */
  Optional<OverUse> overOf(FeatureClass declaring) {
    return over.or(declaring::over);
  }

  /** Whether an operator supplies its value, and nothing else does. */
  boolean isAggregate() {
    return !operators.isEmpty() && shape == Shape.ABSTRACT && !input && !lookup;
  }

  /** Whether its value is the vector of its parameters, and nothing else supplies it. */
  boolean isVector() {
    return vector && shape == Shape.ABSTRACT && !input && !lookup && operators.isEmpty();
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
