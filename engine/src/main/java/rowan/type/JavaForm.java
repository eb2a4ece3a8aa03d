package rowan.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/**
 * Takes the Java values that callers hand over, as a type declares them or narrower, to the
 * declared type and its canonical form: an {@code Integer} becomes a {@code Long} where a long is
 * declared, a string the constant of an enum.
 */
public final class JavaForm {

  private final Type type;
  private final Class<?> javaClass;
  private final UnaryOperator<Object> canonical;

  private JavaForm(Type type, Class<?> javaClass) {
    this.type = type;
    this.javaClass = javaClass;
    this.canonical = CanonicalForm.of(type);
  }

  /**
   * The form of a type; {@code classNamed} finds the classes of records and enums, which types only
   * name.
   */
  public static JavaForm of(Type type, Function<String, Class<?>> classNamed) {
    return new JavaForm(type, javaClass(type, classNamed));
  }

  /** The class, boxed if it can be, of the values of {@code type}. */
  public static Class<?> javaClass(Type type, Function<String, Class<?>> classNamed) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case BOOLEAN -> Boolean.class;
        case INT -> Integer.class;
        case LONG -> Long.class;
        case FLOAT -> Float.class;
        case DOUBLE -> Double.class;
        case STRING -> String.class;
        case INSTANT -> java.time.Instant.class;
        case DATE -> java.time.LocalDate.class;
        case DATE_TIME -> java.time.LocalDateTime.class;
        case BINARY -> byte[].class;
      };
    }
    if (type instanceof Decimal) {
      return BigDecimal.class;
    }
    if (type instanceof Enumeration enumeration) {
      return classNamed.apply(enumeration.className());
    }
    if (type instanceof Struct struct) {
      return classNamed.apply(struct.className());
    }
    if (type instanceof Opaque opaque) {
      return classNamed.apply(opaque.className());
    }
    return type instanceof Type.ListOf ? List.class : Map.class;
  }

  /**
   * The canonical value of the declared type.
   *
   * @throws IllegalArgumentException when {@code value} is not of that type or a narrower one, or
   *     the type cannot hold it
   */
  public Object convert(Object value) {
    Object widened = widened(value);
    if (!javaClass.isInstance(widened)) {
      throw new IllegalArgumentException("expected a " + javaClass.getSimpleName());
    }
    return canonical.apply(widened);
  }

  private Object widened(Object value) {
    if (type == Scalar.LONG && value instanceof Integer number) {
      return number.longValue();
    }
    if (type == Scalar.DOUBLE
        && (value instanceof Integer || value instanceof Long || value instanceof Float)) {
      return ((Number) value).doubleValue();
    }
    if (type instanceof Enumeration enumeration && value instanceof String name) {
      return constant(enumeration, name);
    }
    return value;
  }

  private Object constant(Enumeration enumeration, String name) {
    int index = enumeration.constants().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "its constants are " + String.join(", ", enumeration.constants()));
    }
    return javaClass.getEnumConstants()[index];
  }
}
