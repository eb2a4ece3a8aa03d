package rowan.graph;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import rowan.aggregate.Aggregator;
import rowan.aggregate.Arguments;
import rowan.feature.Operator;

/** Describes the operators on loaded methods: the annotations that are marked as operators. */
final class ReflectedOperators {

  private ReflectedOperators() {}

  static List<OperatorUse> of(java.lang.reflect.Method method) {
    return Arrays.stream(method.getAnnotations())
        .filter(annotation -> annotation.annotationType().isAnnotationPresent(Operator.class))
        .map(ReflectedOperators::use)
        .toList();
  }

  private static OperatorUse use(Annotation annotation) {
    Class<? extends Annotation> type = annotation.annotationType();
    Operator operator = type.getAnnotation(Operator.class);
    return new OperatorUse(type.getSimpleName(), settings(annotation), new Maker(operator.value()));
  }

  private static Map<String, Object> settings(Annotation annotation) {
    Map<String, Object> settings = new HashMap<>();
    for (java.lang.reflect.Method setting : annotation.annotationType().getDeclaredMethods()) {
      try {
        setting.setAccessible(true); // an annotation need not be public
        settings.put(setting.getName(), setting.invoke(annotation));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + annotation, e);
      }
    }
    return settings;
  }

  /** Calls the constructor of an aggregator. */
  private record Maker(Class<? extends Aggregator<?>> type)
      implements Function<Arguments, Aggregator<?>> {
    @Override
    public Aggregator<?> apply(Arguments arguments) {
      try {
        return type.getConstructor(Arguments.class).newInstance(arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
          throw refused;
        }
        throw new IllegalStateException("cannot make a " + type.getName(), e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "needs %s to be public, with a public constructor that takes Arguments"
                .formatted(type.getName().replace('$', '.')),
            e);
      }
    }
  }
}
