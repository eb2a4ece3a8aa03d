package rowan.type;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a column, or an input, holds. Types are plain descriptions: they name Java classes but never
 * load them, so that a reader of compiled classes and a reader of source code describe a feature
 * alike.
 */
public sealed interface Type extends Serializable {

  /** A type without parameters. */
  enum Scalar implements Type {
    BOOLEAN("boolean"),
    INT("int"),
    LONG("long"),
    FLOAT("float"),
    DOUBLE("double"),
    /** Text of Unicode code points, ordered by code point. */
    STRING("String"),
    /** A moment, in microseconds since 1970-01-01T00:00:00Z. */
    INSTANT("Instant"),
    /** A calendar day without a time zone. */
    DATE("LocalDate"),
    /** A day and time of day without a time zone, in microseconds. */
    DATE_TIME("LocalDateTime"),
    /** Bytes. */
    BINARY("byte[]");

    private final String javaName;

    Scalar(String javaName) {
      this.javaName = javaName;
    }

    @Override
    public String toString() {
      return javaName;
    }
  }

  /**
   * A {@code BigDecimal} with at most {@code precision} digits, {@code scale} of them after the
   * point.
   */
  record Decimal(int precision, int scale) implements Type {

    /** The most digits a decimal can have. */
    public static final int MAX_PRECISION = 38;

    /** The type of a {@code BigDecimal} whose author declares no precision and scale. */
    public static final Decimal DEFAULT = new Decimal(MAX_PRECISION, 18);

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "Invalid decimal(%d,%d) (precision 1 to 38, scale 0 to precision)"
                .formatted(precision, scale));
      }
    }

    /** Whether every value of {@code other} is a value of this type. */
    public boolean holds(Decimal other) {
      return scale >= other.scale && precision - scale >= other.precision - other.scale;
    }

    @Override
    public String toString() {
      return "decimal(%d,%d)".formatted(precision, scale);
    }
  }

  /** A Java enum; its constants are stored as strings. */
  record Enumeration(String className, List<String> constants) implements Type {
    public Enumeration {
      constants = List.copyOf(constants);
    }

    @Override
    public String toString() {
      return simpleName(className);
    }
  }

  /** A {@code java.util.List}. */
  record ListOf(Type element, boolean nullableElements) implements Type {
    @Override
    public String toString() {
      return "List<" + marked(element, nullableElements) + ">";
    }
  }

  /** A {@code double[]}: the inputs of a model, in their order. */
  record Vector() implements Type {
    @Override
    public String toString() {
      return "double[]";
    }
  }

  /** A {@code java.util.Map}. Keys are never null; entries are ordered by key. */
  record MapOf(Type key, Type value, boolean nullableValues) implements Type {
    @Override
    public String toString() {
      return "Map<" + key + "," + marked(value, nullableValues) + ">";
    }
  }

  /** A Java record: several named values in one column. */
  record Struct(String className, List<Field> fields) implements Type {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return simpleName(className);
    }

    /** The fields with their types, for messages: {@code Money(decimal(12,2) amount)}. */
    public String signature() {
      return fields.stream()
          .map(field -> marked(field.type(), field.nullable()) + " " + field.name().spelled())
          .collect(Collectors.joining(", ", this + "(", ")"));
    }
  }

  /** One component of a {@link Struct}. */
  record Field(Name name, Type type, boolean nullable) implements Serializable {}

  /**
   * A Java type that no column can hold, such as a model or a client. Only inputs have such types;
   * they are handed to the methods as they are.
   */
  record Opaque(String className) implements Type {
    @Override
    public String toString() {
      return simpleName(className);
    }
  }

  /** Whether a column can hold values of this type. */
  default boolean isColumn() {
    if (this instanceof ListOf list) {
      return list.element().isColumn();
    }
    if (this instanceof MapOf map) {
      return map.key().isColumn() && map.value().isColumn();
    }
    if (this instanceof Struct struct) {
      return struct.fields().stream().allMatch(field -> field.type().isColumn());
    }
    return !(this instanceof Opaque);
  }

  /** Whether Java holds its values in a primitive: a boolean or a number but no decimal. */
  default boolean isPrimitive() {
    return this == Scalar.BOOLEAN
        || this == Scalar.INT
        || this == Scalar.LONG
        || this == Scalar.FLOAT
        || this == Scalar.DOUBLE;
  }

  /** The type with the components of its records, or the constants of its enum. */
  default String definition() {
    if (this instanceof Struct struct) {
      return struct.signature();
    }
    return this instanceof Enumeration enumeration
        ? this + " " + enumeration.constants()
        : toString();
  }

  /** The type after its article, for messages: {@code an Instant}, {@code a long}. */
  default String withArticle() {
    String text = toString();
    return ("AEIOaeio".indexOf(text.charAt(0)) < 0 ? "a " : "an ") + text;
  }

  private static String marked(Type type, boolean nullable) {
    return nullable ? "@Nullable " + type : type.toString();
  }

  private static String simpleName(String className) {
    int generics = className.indexOf('<');
    String raw = generics < 0 ? className : className.substring(0, generics);
    return className.substring(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf('$')) + 1);
  }
}
