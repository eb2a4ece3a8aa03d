package rowan.arrow;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;
import rowan.type.Type.Vector;

/** Types as Arrow spells them: what features are written as, and what columns are best given as. */
final class ArrowTypes {

  private static final int DECIMAL_BITS = 128;

  private ArrowTypes() {}

  /** The field of values of {@code type}, which a column can hold. */
  static Field field(String name, Type type, boolean nullable) {
    return new Field(name, new FieldType(nullable, arrowType(type), null), children(type));
  }

  private static ArrowType arrowType(Type type) {
    if (type instanceof Scalar scalar) {
      return arrowType(scalar);
    }
    if (type instanceof Decimal decimal) {
      return new ArrowType.Decimal(decimal.precision(), decimal.scale(), DECIMAL_BITS);
    }
    if (type instanceof Enumeration) {
      return ArrowType.Utf8.INSTANCE;
    }
    if (type instanceof ListOf || type instanceof Vector) {
      return ArrowType.List.INSTANCE;
    }
    if (type instanceof MapOf) {
      return new ArrowType.Map(false);
    }
    if (type instanceof Struct) {
      return ArrowType.Struct.INSTANCE;
    }
    throw new IllegalArgumentException("no column can hold a " + type);
  }

  private static ArrowType arrowType(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case INT -> new ArrowType.Int(Integer.SIZE, true);
      case LONG -> new ArrowType.Int(Long.SIZE, true);
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING -> ArrowType.Utf8.INSTANCE;
      case INSTANT -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case DATE_TIME -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case BINARY -> ArrowType.Binary.INSTANCE;
    };
  }

  private static List<Field> children(Type type) {
    if (type instanceof ListOf list) {
      return List.of(field("element", list.element(), list.nullableElements()));
    }
    if (type instanceof Vector) {
      return List.of(field("element", Scalar.DOUBLE, false));
    }
    if (type instanceof MapOf map) {
      Field key = field(MapVector.KEY_NAME, map.key(), false);
      Field value = field(MapVector.VALUE_NAME, map.value(), map.nullableValues());
      FieldType entry = new FieldType(false, ArrowType.Struct.INSTANCE, null);
      return List.of(new Field(MapVector.DATA_VECTOR_NAME, entry, List.of(key, value)));
    }
    return type instanceof Struct struct
        ? struct.fields().stream()
            .map(field -> field(field.name().snakeCase(), field.type(), field.nullable()))
            .toList()
        : List.of();
  }

  /** A type as messages show it: {@code Int(32, true)}, {@code List<Utf8>}. */
  static String text(Field field) {
    List<Field> children = field.getChildren();
    String own =
        field.getDictionary() == null
            ? field.getType().toString()
            : "dictionary codes " + field.getType();
    return children.isEmpty()
        ? own
        : IntStream.range(0, children.size())
            .mapToObj(i -> part(field, children.get(i)))
            .collect(Collectors.joining(", ", own + "<", ">"));
  }

  private static String part(Field whole, Field part) {
    return whole.getType() instanceof ArrowType.Struct
        ? part.getName() + ": " + text(part)
        : text(part);
  }

  /** The type of values as messages show it. */
  static String text(Type type) {
    return text(field("", type, true));
  }
}
