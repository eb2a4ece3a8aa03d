package rowan.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rowan.type.Type.Decimal;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;

/**
 * Brings Java values to the one form that every adapter gives a value, so that values which are
 * equal have equal bits: instants and date-times floored to microseconds, decimals rounded (half
 * up) to their declared scale, one NaN, unpaired surrogates in strings replaced by {@code ?} (what
 * UTF-8 does to them), maps ordered by key, all of it also inside lists, maps and records. -0.0
 * stays -0.0, but as a map key it is 0.0.
 *
 * <p>The form is chosen once for a type and then applied to each value. A value that is in its
 * canonical form already is returned as it is, but for lists and maps: they are copied, so that
 * nobody changes them afterwards.
 */
public final class CanonicalForm {

  private CanonicalForm() {}

  /**
   * What brings non-null values of {@code type} to canonical form. It throws {@code
   * IllegalArgumentException} for a value that the type cannot hold.
   */
  public static UnaryOperator<Object> of(Type type) {
    if (type instanceof Scalar scalar) {
      return ofScalar(scalar);
    }
    if (type instanceof Decimal decimal) {
      return value -> decimal((BigDecimal) value, decimal);
    }
    if (type instanceof Type.Vector) {
      return value -> vector((double[]) value);
    }
    if (type instanceof ListOf list) {
      UnaryOperator<Object> element = of(list.element());
      return value -> list((List<?>) value, element, list);
    }
    if (type instanceof MapOf map) {
      UnaryOperator<Object> key = ofKey(map.key());
      UnaryOperator<Object> entry = of(map.value());
      return value -> map((Map<?, ?>) value, key, entry, map);
    }
    if (type instanceof Struct struct) {
      return ofStruct(struct);
    }
    return UnaryOperator.identity();
  }

  private static UnaryOperator<Object> ofScalar(Scalar type) {
    return switch (type) {
      case BOOLEAN, INT, LONG, BINARY -> UnaryOperator.identity();
      case FLOAT -> value -> ((Float) value).isNaN() ? (Object) Float.NaN : value;
      case DOUBLE -> value -> ((Double) value).isNaN() ? (Object) Double.NaN : value;
      case STRING -> value -> string((String) value);
      case INSTANT -> value -> Micros.floor((Instant) value);
      case DATE ->
          value -> {
            Micros.days((LocalDate) value); // the range check
            return value;
          };
      case DATE_TIME -> value -> Micros.dateTime(Micros.of((LocalDateTime) value));
    };
  }

  /** In keys -0.0 equals 0.0. */
  private static UnaryOperator<Object> ofKey(Type type) {
    UnaryOperator<Object> form = of(type);
    if (type == Scalar.DOUBLE) {
      return value -> form.apply((Double) value + 0.0);
    }
    if (type == Scalar.FLOAT) {
      return value -> form.apply((Float) value + 0.0f);
    }
    return form;
  }

  /** {@code text} with unpaired surrogates replaced by {@code ?}. */
  public static String string(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutUnpaired(text);
      }
    }
    return text;
  }

  private static String withoutUnpaired(String text) {
    char[] units = text.toCharArray();
    boolean unpaired = false;
    for (int i = 0; i < text.length(); i++) {
      boolean pair =
          i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        units[i] = '?';
        unpaired = true;
      }
    }
    return unpaired ? new String(units) : text;
  }

  /**
   * {@code value} at the scale of {@code type}, rounded half up.
   *
   * @throws IllegalArgumentException when it has too many digits before the point
   */
  public static BigDecimal decimal(BigDecimal value, Decimal type) {
    // Looked at first, because to scale 1E+2000000000 is to write it out.
    long digitsBeforePoint = (long) value.precision() - value.scale();
    if (value.signum() == 0 || digitsBeforePoint < -type.scale()) {
      return BigDecimal.valueOf(0, type.scale());
    }
    if (digitsBeforePoint > type.precision() - type.scale()) {
      throw tooLong(value, type);
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision()) {
      throw tooLong(value, type);
    }
    return scaled;
  }

  private static IllegalArgumentException tooLong(BigDecimal value, Decimal type) {
    return new IllegalArgumentException("the decimal %s does not fit %s".formatted(value, type));
  }

  /** {@code values} with one NaN; itself when it has no other. */
  private static double[] vector(double[] values) {
    double[] canonical = values;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])
          && Double.doubleToRawLongBits(values[i]) != Double.doubleToLongBits(Double.NaN)) {
        canonical = canonical == values ? values.clone() : canonical;
        canonical[i] = Double.NaN;
      }
    }
    return canonical;
  }

  private static List<@Nullable Object> list(
      List<?> values, UnaryOperator<Object> element, ListOf type) {
    List<@Nullable Object> canonical = new ArrayList<>(values.size());
    for (Object value : values) {
      canonical.add(nullable(value, element, type.nullableElements(), "an element", type));
    }
    return Collections.unmodifiableList(canonical);
  }

  private static Map<Object, @Nullable Object> map(
      Map<?, ?> entries, UnaryOperator<Object> key, UnaryOperator<Object> value, MapOf type) {
    Map<Object, @Nullable Object> sorted = new TreeMap<>(ValueOrder.of(type.key()));
    entries.forEach(
        (k, v) -> {
          if (k == null) {
            throw new IllegalArgumentException("a key of a " + type + " is null");
          }
          Object canonical = key.apply(k);
          if (sorted.containsKey(canonical)) {
            throw new IllegalArgumentException("two keys of a " + type + " are " + canonical);
          }
          sorted.put(canonical, nullable(v, value, type.nullableValues(), "a value", type));
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
  }

  private static @Nullable Object nullable(
      @Nullable Object value,
      UnaryOperator<Object> form,
      boolean nullable,
      String what,
      Type type) {
    if (value != null) {
      return form.apply(value);
    }
    if (nullable) {
      return null;
    }
    throw new IllegalArgumentException(
        "%s of a %s is null; mark its type @Nullable if it may be".formatted(what, type));
  }

  private static UnaryOperator<Object> ofStruct(Struct type) {
    List<UnaryOperator<Object>> forms =
        type.fields().stream().map(field -> of(field.type())).toList();
    return value -> struct(value, type, forms);
  }

  private static Object struct(Object value, Struct type, List<UnaryOperator<Object>> forms) {
    RecordForm record = RecordForm.of(value.getClass());
    @Nullable Object[] components = record.components(value);
    RecordForm.requirePresent(type, components);
    boolean changed = false;
    for (int i = 0; i < components.length; i++) {
      Object component = components[i];
      if (component != null) {
        components[i] = forms.get(i).apply(component);
        changed |= components[i] != component;
      }
    }
    return changed ? record.make(type, components) : value;
  }
}
