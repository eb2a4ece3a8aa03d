package rowan.inprocess;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rowan.type.TextForm;

/** Makes records of a caller's class of the scores of a row, component by component. */
final class ScoreRecord<R extends Record> {

  private final Constructor<R> constructor;
  private final RecordComponent[] components;
  private final int[] positions;

  ScoreRecord(Class<R> type, ScoreLayout layout) {
    this.components = type.getRecordComponents();
    this.positions =
        Arrays.stream(components).mapToInt(part -> layout.position(part.getName())).toArray();
    try {
      this.constructor =
          type.getConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "Cannot make a %s of scores; it must be public".formatted(type.getName()), e);
    }
  }

  R make(Scores scores) {
    @Nullable Object[] values = new @Nullable Object[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i], scores.value(positions[i]));
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Cannot make a %s of scores: %s"
              .formatted(constructor.getDeclaringClass().getName(), e.getTargetException()),
          e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Cannot make a %s of scores; it must be public"
              .formatted(constructor.getDeclaringClass().getName()),
          e);
    }
  }

  private static @Nullable Object value(RecordComponent component, @Nullable Object value) {
    Class<?> wanted = MethodType.methodType(component.getType()).wrap().returnType();
    Object widened = widened(wanted, value);
    if (widened == null ? component.getType().isPrimitive() : !wanted.isInstance(widened)) {
      throw new IllegalArgumentException(
          "Cannot put %s into %s %s of a %s"
              .formatted(
                  TextForm.show(value),
                  component.getType().getSimpleName(),
                  component.getName(),
                  component.getDeclaringRecord().getName()));
    }
    return widened;
  }

  private static @Nullable Object widened(Class<?> wanted, @Nullable Object value) {
    if (wanted == Long.class && value instanceof Integer number) {
      return number.longValue();
    }
    return wanted == Double.class
            && value instanceof Number number
            && !(value instanceof BigDecimal)
        ? (Object) number.doubleValue()
        : value;
  }
}
