package rowan.type;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Field;
import rowan.type.Type.Struct;

/** Takes records of one class apart and puts them together; looked up once for each class. */
public final class RecordForm {

  private static final ClassValue<RecordForm> FORMS =
      new ClassValue<>() {
        @Override
        protected RecordForm computeValue(Class<?> type) {
          return new RecordForm(type);
        }
      };

  private final Constructor<?> constructor;
  private final Method[] accessors;

  private RecordForm(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // every record has its canonical constructor
    }
    this.accessors =
        Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
  }

  /** The form of a class of records. */
  public static RecordForm of(Class<?> type) {
    return FORMS.get(type);
  }

  /** The components of a record, in order. */
  public @Nullable Object[] components(Object value) {
    @Nullable Object[] components = new @Nullable Object[accessors.length];
    for (int i = 0; i < components.length; i++) {
      try {
        components[i] = accessors[i].invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + accessors[i] + " of " + value, e);
      }
    }
    return components;
  }

  /**
   * The record of the given components.
   *
   * @throws IllegalArgumentException when one is null that the type says is not, or the record's
   *     own constructor refuses them
   */
  public Object make(Struct type, @Nullable Object[] components) {
    requirePresent(type, components);
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "no %s can be made: %s".formatted(type, e.getTargetException()), e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + type.className(), e);
    }
  }

  /** Fails when a component is null that the type says is not. */
  static void requirePresent(Struct type, @Nullable Object[] components) {
    for (int i = 0; i < components.length; i++) {
      Field field = type.fields().get(i);
      if (components[i] == null && !field.nullable()) {
        throw new IllegalArgumentException(
            "%s.%s is null; mark its type @Nullable if it may be".formatted(type, field.name()));
      }
    }
  }
}
