package rowan.type;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Opaque;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/**
 * Takes the Java values that callers hand over, as a type declares them or narrower, to the
 * declared type and its canonical form: an {@code Integer} becomes a {@code Long} where a long is
 * declared, a string the constant of an enum.
 */
public final class JavaForm {

  private final UnaryOperator<Object> declared;
  private final UnaryOperator<Object> canonical;

  private JavaForm(UnaryOperator<Object> declared, UnaryOperator<Object> canonical) {
    this.declared = declared;
    this.canonical = canonical;
  }

  /**
   * The form of a type; {@code classNamed} finds the classes of records and enums, which types only
   * name.
   */
  public static JavaForm of(Type type, Function<String, Class<?>> classNamed) {
    return new JavaForm(declared(type, classNamed), CanonicalForm.of(type));
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
    if (type instanceof Type.Vector) {
      return double[].class;
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
    return canonical.apply(declared.apply(value));
  }

  /** What takes values to the declared type, the elements of lists and maps as well. */
  private static UnaryOperator<Object> declared(Type type, Function<String, Class<?>> classNamed) {
    Class<?> javaClass = javaClass(type, classNamed);
    UnaryOperator<Object> whole = value -> cast(javaClass, widened(type, javaClass, value));
    if (type instanceof ListOf list) {
      UnaryOperator<Object> element = declared(list.element(), classNamed);
      return value -> elements((List<?>) whole.apply(value), element);
    }
    if (type instanceof MapOf map) {
      UnaryOperator<Object> key = declared(map.key(), classNamed);
      UnaryOperator<Object> entry = declared(map.value(), classNamed);
      return value -> entries((Map<?, ?>) whole.apply(value), key, entry, map);
    }
    return whole;
  }

  private static Object cast(Class<?> javaClass, Object value) {
    if (!javaClass.isInstance(value)) {
      String expected = new Opaque(javaClass.getSimpleName()).withArticle();
      throw new IllegalArgumentException("expected " + expected);
    }
    return value;
  }

  private static List<@Nullable Object> elements(List<?> values, UnaryOperator<Object> form) {
    List<@Nullable Object> elements = new ArrayList<>(values.size());
    for (Object value : values) {
      elements.add(value == null ? null : form.apply(value));
    }
    return elements;
  }

  private static Map<@Nullable Object, @Nullable Object> entries(
      Map<?, ?> values, UnaryOperator<Object> key, UnaryOperator<Object> value, MapOf type) {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    values.forEach(
        (k, v) -> {
          @Nullable Object widened = k == null ? null : key.apply(k);
          if (entries.containsKey(widened)) {
            throw new IllegalArgumentException("two keys of a " + type + " are " + widened);
          }
          entries.put(widened, v == null ? null : value.apply(v));
        });
    return entries;
  }

  private static Object widened(Type type, Class<?> javaClass, Object value) {
    if (type == Scalar.LONG && value instanceof Integer number) {
      return number.longValue();
    }
    if (type == Scalar.DOUBLE
        && (value instanceof Integer || value instanceof Long || value instanceof Float)) {
      return ((Number) value).doubleValue();
    }
    if (type instanceof Enumeration enumeration && value instanceof String name) {
      return constant(enumeration, javaClass, name);
    }
    return value;
  }

  private static Object constant(Enumeration enumeration, Class<?> javaClass, String name) {
    int index = enumeration.constants().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "its constants are " + String.join(", ", enumeration.constants()));
    }
    return javaClass.getEnumConstants()[index];
  }
}
