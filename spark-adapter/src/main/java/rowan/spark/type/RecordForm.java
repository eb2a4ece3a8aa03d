package rowan.spark.type;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Struct;

/** Takes records of one class apart and puts them together. */
final class RecordForm {

  private final Constructor<?> constructor;
  private final List<Method> accessors;

  private RecordForm(Constructor<?> constructor, List<Method> accessors) {
    this.constructor = constructor;
    this.accessors = accessors;
  }

  static RecordForm of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      return new RecordForm(
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new)),
          Arrays.stream(components).map(RecordComponent::getAccessor).toList());
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "the record %s needs a public canonical constructor".formatted(type.getName()), e);
    }
  }

  /** A null for a primitive component is told as such, before the constructor is called. */
  Object make(Struct struct, @Nullable Object[] components) {
    for (int i = 0; i < components.length; i++) {
      if (components[i] == null && !struct.fields().get(i).nullable()) {
        throw new IllegalArgumentException(
            "%s.%s is null; mark its type @Nullable if it may be"
                .formatted(struct, struct.fields().get(i).name()));
      }
    }
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "no %s can be made: %s".formatted(struct, e.getCause()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable Object[] components(Object value) {
    @Nullable Object[] components = new @Nullable Object[accessors.size()];
    for (int i = 0; i < components.length; i++) {
      try {
        components[i] = accessors.get(i).invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return components;
  }
}
