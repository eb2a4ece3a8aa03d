package rowan.aggregate;

import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import rowan.feature.Operator;
import rowan.type.Type;

/** An operator with arguments, over inputs. */
public record OperatorCase(String annotation, Map<String, Object> settings, List<Type> inputs) {

  Aggregator<?> aggregator(boolean evicts) {
    Class<? extends Aggregator<?>> made =
        annotationClass(annotation).getAnnotation(Operator.class).value();
    try {
      return made.getConstructor(Arguments.class)
          .newInstance(new Arguments(settings, inputs, evicts));
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  boolean isEvicting() {
    return aggregator(true) instanceof EvictingAggregator<?>;
  }

  /** With events that leave, and with events that stay; an exact quantile takes only the first. */
  List<Boolean> modes() {
    return annotation.equals("Quantile") ? List.of(true) : List.of(true, false);
  }

  static Class<? extends Annotation> annotationClass(String name) {
    try {
      return Class.forName("rowan.feature." + name).asSubclass(Annotation.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The names of all annotations that are operators. */
  public static Set<String> allAnnotations() {
    Set<String> names = new TreeSet<>();
    String root = Operator.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    for (String file : new File(root, "rowan/feature").list()) {
      String name = file.replace(".class", "");
      if (!name.equals("package-info")
          && !name.contains("$")
          && isOperator("rowan.feature." + name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isOperator(String className) {
    try {
      return Class.forName(className).isAnnotationPresent(Operator.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "@" + annotation + settings + " of " + inputs;
  }
}
