package rowan.graph;

import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.feature.Digits;
import rowan.feature.Named;
import rowan.type.Name;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Scalar;

/** Describes the Java types of loaded classes, and remembers the records and enums among them. */
final class ReflectedTypes {

  private static final Map<Class<?>, Scalar> SCALARS =
      Map.ofEntries(
          Map.entry(boolean.class, Scalar.BOOLEAN),
          Map.entry(Boolean.class, Scalar.BOOLEAN),
          Map.entry(int.class, Scalar.INT),
          Map.entry(Integer.class, Scalar.INT),
          Map.entry(long.class, Scalar.LONG),
          Map.entry(Long.class, Scalar.LONG),
          Map.entry(float.class, Scalar.FLOAT),
          Map.entry(Float.class, Scalar.FLOAT),
          Map.entry(double.class, Scalar.DOUBLE),
          Map.entry(Double.class, Scalar.DOUBLE),
          Map.entry(String.class, Scalar.STRING),
          Map.entry(Instant.class, Scalar.INSTANT),
          Map.entry(LocalDate.class, Scalar.DATE),
          Map.entry(LocalDateTime.class, Scalar.DATE_TIME));

  private final Map<String, Class<?>> seen;

  /** Records being described, outermost last: a record that contains itself is no column. */
  private final Deque<Class<?>> open = new ArrayDeque<>();

  ReflectedTypes(Map<String, Class<?>> seen) {
    this.seen = seen;
  }

  /** Describes a type where it is used; {@code digits} says how long its decimals are. */
  TypeUse use(AnnotatedType annotated, Optional<Digits> digits) {
    boolean primitive = annotated.getType() instanceof Class<?> c && c.isPrimitive();
    return new TypeUse(type(annotated, digits), isNullable(annotated), primitive);
  }

  private Type type(AnnotatedType annotated, Optional<Digits> digits) {
    if (annotated.getType() instanceof Class<?> c) {
      return ofClass(c, digits);
    }
    if (annotated instanceof AnnotatedParameterizedType generic) {
      return ofGeneric(generic, digits);
    }
    return opaque(annotated.getType(), Object.class);
  }

  private Type ofClass(Class<?> c, Optional<Digits> digits) {
    Scalar scalar = SCALARS.get(c);
    if (scalar != null) {
      return scalar;
    }
    if (c == byte[].class) {
      return Scalar.BINARY;
    }
    if (c == double[].class) {
      return new Type.Vector();
    }
    if (c == BigDecimal.class) {
      return decimal(digits);
    }
    if (c.isEnum() && ReflectionReader.isPublic(c)) {
      seen.put(c.getName(), c);
      return new Type.Enumeration(c.getName(), constants(c));
    }
    return isStruct(c) ? struct(c) : opaque(c, c);
  }

  private static Type decimal(Optional<Digits> digits) {
    return digits.map(ReflectedTypes::decimal).orElse(Decimal.DEFAULT);
  }

  /** Digits that no decimal can have make a type that no column can hold; a rule will say so. */
  private static Type decimal(Digits digits) {
    try {
      return new Decimal(digits.precision(), digits.scale());
    } catch (IllegalArgumentException e) {
      return new Type.Opaque("decimal(%d,%d)".formatted(digits.precision(), digits.scale()));
    }
  }

  private static List<String> constants(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .toList();
  }

  private boolean isStruct(Class<?> c) {
    return c.isRecord()
        && ReflectionReader.isPublic(c)
        && c.getTypeParameters().length == 0
        && !open.contains(c);
  }

  private Type struct(Class<?> type) {
    seen.put(type.getName(), type);
    open.push(type);
    List<Type.Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<Digits> digits = Optional.ofNullable(component.getAnnotation(Digits.class));
      TypeUse use = use(component.getAnnotatedType(), digits);
      fields.add(new Type.Field(nameOf(component), use.type(), use.nullable()));
    }
    open.pop();
    return new Type.Struct(type.getName(), fields);
  }

  private static Name nameOf(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    return Name.of(named == null ? component.getName() : named.value());
  }

  private Type ofGeneric(AnnotatedParameterizedType generic, Optional<Digits> digits) {
    java.lang.reflect.Type raw =
        ((java.lang.reflect.ParameterizedType) generic.getType()).getRawType();
    AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
    if (raw == List.class) {
      Type element = type(arguments[0], digits);
      if (element.isColumn()) {
        return new Type.ListOf(element, isNullable(arguments[0]));
      }
    }
    if (raw == Map.class) {
      Type key = type(arguments[0], digits);
      Type value = type(arguments[1], digits);
      if (isKey(key) && value.isColumn()) {
        return new Type.MapOf(key, value, isNullable(arguments[1]));
      }
    }
    return opaque(generic.getType(), (Class<?>) raw);
  }

  /** What has an order and a hash of its own: neither bytes nor collections nor records. */
  private static boolean isKey(Type type) {
    return (type instanceof Scalar && type != Scalar.BINARY)
        || type instanceof Decimal
        || type instanceof Type.Enumeration;
  }

  private Type opaque(java.lang.reflect.Type type, Class<?> raw) {
    seen.put(type.getTypeName(), MethodType.methodType(raw).wrap().returnType());
    return new Type.Opaque(type.getTypeName());
  }

  /** {@code byte @Nullable []} as JSpecify spells it, or {@code @Nullable byte[]} as people do. */
  private static boolean isNullable(AnnotatedType annotated) {
    return annotated.isAnnotationPresent(Nullable.class)
        || (annotated instanceof AnnotatedArrayType array
            && array.getAnnotatedGenericComponentType().isAnnotationPresent(Nullable.class));
  }
}
