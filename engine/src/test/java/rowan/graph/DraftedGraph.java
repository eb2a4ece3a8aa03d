package rowan.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.feature.Operator;
import rowan.type.Type;

/** Graphs of loaded feature classes, and of aggregates that no class declares. */
public final class DraftedGraph {

  /** What an operator reads. */
  public record Input(String name, Type type) {}

  /**
   * An aggregate.
   *
   * @param owner the feature class that it is put into
   * @param annotation the simple name of the operator's annotation
   * @param settings the annotation's arguments, with the defaults
   * @param condition the boolean that says which events are seen
   */
  public record Aggregate(
      String name,
      Class<?> owner,
      String annotation,
      Map<String, Object> settings,
      List<Input> inputs,
      Optional<String> condition,
      Optional<Double> empty,
      OverUse over,
      boolean label) {}

  private DraftedGraph() {}

  /** The graph of feature classes with further aggregates. */
  public static Graph of(List<Class<?>> featureClasses, List<Aggregate> aggregates) {
    ReflectionReader reader = new ReflectionReader();
    Declarations read = reader.read(featureClasses);
    List<FeatureClass> all = new ArrayList<>();
    for (FeatureClass featureClass : read.featureClasses()) {
      List<Method> methods = new ArrayList<>(featureClass.methods());
      aggregates.stream()
          .filter(aggregate -> aggregate.owner().getName().equals(featureClass.className()))
          .map(DraftedGraph::method)
          .forEach(methods::add);
      all.add(
          new FeatureClass(
              featureClass.className(),
              featureClass.annotated(),
              featureClass.isInterface(),
              featureClass.isPublic(),
              featureClass.isExtension(),
              featureClass.source(),
              featureClass.uses(),
              featureClass.over(),
              methods));
    }
    return GraphBuilder.build(new Declarations(all, read.sources()), reader.classes());
  }

  private static Method method(Aggregate aggregate) {
    List<Parameter> parameters = new ArrayList<>();
    aggregate.condition().ifPresent(name -> parameters.add(condition(name)));
    for (Input input : aggregate.inputs()) {
      parameters.add(
          new Parameter(
              input.name(),
              true,
              new TypeUse(input.type(), false, input.type().isPrimitive()),
              false,
              false));
    }
    Type result = result(aggregate);
    return new Method(
        aggregate.owner().getName(),
        aggregate.name(),
        Method.Shape.ABSTRACT,
        false,
        false,
        false,
        aggregate.label(),
        List.of(operator(aggregate)),
        Optional.of(aggregate.over()),
        aggregate.empty(),
        parameters,
        new TypeUse(result, false, result.isPrimitive()),
        Map.of(),
        "");
  }

  private static Parameter condition(String name) {
    return new Parameter(name, true, new TypeUse(Type.Scalar.BOOLEAN, false, true), false, true);
  }

  private static OperatorUse operator(Aggregate aggregate) {
    return new OperatorUse(
        aggregate.annotation(),
        aggregate.settings(),
        arguments -> aggregator(aggregate.annotation(), arguments));
  }

  /** The type of an operator's value. */
  public static Type result(Aggregate aggregate) {
    return aggregator(aggregate, true).result();
  }

  private static Aggregator<?> aggregator(Aggregate aggregate, boolean evicts) {
    List<Type> inputs = aggregate.inputs().stream().map(Input::type).toList();
    return aggregator(aggregate.annotation(), new Arguments(aggregate.settings(), inputs, evicts));
  }

  private static Aggregator<?> aggregator(String annotation, Arguments arguments) {
    try {
      return Class.forName("rowan.feature." + annotation)
          .getAnnotation(Operator.class)
          .value()
          .getConstructor(Arguments.class)
          .newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(annotation, e);
    }
  }
}
