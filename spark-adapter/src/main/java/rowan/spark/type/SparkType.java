package rowan.spark.type;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import rowan.type.CanonicalForm;
import rowan.type.JavaForm;
import rowan.type.Micros;
import rowan.type.RecordForm;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;
import rowan.type.Type.Vector;

/**
 * A type on both sides: Rowan's and Spark's, the values of one as those of the other, and the Java
 * code that converts them. What enters Spark is in canonical form; what leaves it is too.
 *
 * <table>
 *   <caption>The two sides</caption>
 *   <tr><th>Java</th><th>Spark SQL</th><th>inside Catalyst</th></tr>
 *   <tr><td>String</td><td>string</td><td>UTF8String</td></tr>
 *   <tr><td>Instant</td><td>timestamp</td><td>long, microseconds UTC</td></tr>
 *   <tr><td>LocalDateTime</td><td>timestamp_ntz</td><td>long, microseconds</td></tr>
 *   <tr><td>LocalDate</td><td>date</td><td>int, days</td></tr>
 *   <tr><td>BigDecimal</td><td>decimal(p,s)</td><td>Decimal</td></tr>
 *   <tr><td>enum</td><td>string</td><td>UTF8String</td></tr>
 *   <tr><td>byte[]</td><td>binary</td><td>byte[]</td></tr>
 *   <tr><td>double[]</td><td>array of double</td><td>ArrayData</td></tr>
 *   <tr><td>List</td><td>array</td><td>ArrayData</td></tr>
 *   <tr><td>Map</td><td>map</td><td>MapData</td></tr>
 *   <tr><td>record</td><td>struct</td><td>InternalRow</td></tr>
 * </table>
 */
public final class SparkType implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Type type;

  /** The classes of the records and enums in the type, which the type itself only names. */
  private final HashMap<String, Class<?>> classes = new HashMap<>();

  private transient volatile @Nullable Conversion conversion;

  private SparkType(Type type, Function<String, Class<?>> classNamed) {
    this.type = type;
    addClasses(type, classNamed);
  }

  /** The two sides of {@code type}; {@code classNamed} finds the classes that it names. */
  public static SparkType of(Type type, Function<String, Class<?>> classNamed) {
    return new SparkType(type, classNamed);
  }

  private void addClasses(Type part, Function<String, Class<?>> classNamed) {
    if (part instanceof ListOf list) {
      addClasses(list.element(), classNamed);
    } else if (part instanceof MapOf map) {
      addClasses(map.key(), classNamed);
      addClasses(map.value(), classNamed);
    } else if (part instanceof Enumeration enumeration) {
      classes.put(enumeration.className(), classNamed.apply(enumeration.className()));
    } else if (part instanceof Struct struct) {
      classes.put(struct.className(), classNamed.apply(struct.className()));
      struct.fields().forEach(field -> addClasses(field.type(), classNamed));
    }
  }

  /** Rowan's side. */
  public Type type() {
    return type;
  }

  /** Spark's side. */
  public DataType dataType() {
    return dataType(type);
  }

  /** The class of the Java values, boxed if it can be. */
  public Class<?> javaClass() {
    return JavaForm.javaClass(type, this::classNamed);
  }

  private Class<?> classNamed(String name) {
    return Optional.ofNullable(classes.get(name)).orElseThrow();
  }

  /** The two sides of a component of a record. */
  public SparkType part(int index) {
    return new SparkType(((Struct) type).fields().get(index).type(), this::classNamed);
  }

  /** Spark's type for {@code type}, which a column can hold. */
  public static DataType dataType(Type type) {
    if (type instanceof Scalar scalar) {
      return dataType(scalar);
    }
    if (type instanceof Decimal decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof Enumeration) {
      return DataTypes.StringType;
    }
    if (type instanceof Vector) {
      return DataTypes.createArrayType(DataTypes.DoubleType, false);
    }
    if (type instanceof ListOf list) {
      return DataTypes.createArrayType(dataType(list.element()), list.nullableElements());
    }
    if (type instanceof MapOf map) {
      return DataTypes.createMapType(
          dataType(map.key()), dataType(map.value()), map.nullableValues());
    }
    if (type instanceof Struct struct) {
      return DataTypes.createStructType(
          struct.fields().stream()
              .map(
                  field ->
                      DataTypes.createStructField(
                          field.name().snakeCase(), dataType(field.type()), field.nullable()))
              .toArray(StructField[]::new));
    }
    throw new IllegalArgumentException("no column can hold a " + type);
  }

  private static DataType dataType(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> DataTypes.BooleanType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING -> DataTypes.StringType;
      case INSTANT -> DataTypes.TimestampType;
      case DATE -> DataTypes.DateType;
      case DATE_TIME -> DataTypes.TimestampNTZType;
      case BINARY -> DataTypes.BinaryType;
    };
  }

  /** Whether both sides hold the value in the same Java primitive. */
  public boolean isPrimitive() {
    return type.isPrimitive();
  }

  /**
   * The Java value, in canonical form, of a non-null value inside Catalyst.
   *
   * @throws IllegalArgumentException when the type cannot hold it: an unknown enum constant, a null
   *     element that is not declared
   */
  public Object toJava(Object catalyst) {
    return conversion().toJava(catalyst);
  }

  /**
   * The value inside Catalyst of a non-null Java value, which is brought to canonical form.
   *
   * @throws IllegalArgumentException when the type cannot hold it
   */
  public Object toCatalyst(Object java) {
    return conversion().toCatalyst(java);
  }

  private Conversion conversion() {
    Conversion made = conversion;
    if (made == null) {
      made = conversion(type);
      conversion = made;
    }
    return made;
  }

  /** Decodes a text where it is; its own {@code toString} copies it first. */
  public static String text(UTF8String text) {
    return text.getBaseObject() instanceof byte[] bytes
        ? new String(
            bytes,
            (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET),
            text.numBytes(),
            StandardCharsets.UTF_8)
        : text.toString();
  }

  /**
   * Java code for {@link #toJava}; {@code self} is code for this object. Its value is of {@link
   * #javaClass}, or the primitive.
   */
  public String toJavaCode(String catalyst, String self) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case BOOLEAN, INT, LONG, FLOAT, DOUBLE, BINARY -> catalyst;
        case STRING -> "rowan.spark.type.SparkType.text(" + catalyst + ")";
        case INSTANT -> "rowan.type.Micros.instant(" + catalyst + ")";
        case DATE -> "java.time.LocalDate.ofEpochDay((long) " + catalyst + ")";
        case DATE_TIME -> "rowan.type.Micros.dateTime(" + catalyst + ")";
      };
    }
    return "((%s) %s.toJava(%s))".formatted(javaClass().getCanonicalName(), self, catalyst);
  }

  /** Java code for {@link #toCatalyst}; {@code self} is code for this object. */
  public String toCatalystCode(String java, String self) {
    if (type instanceof Scalar scalar) {
      return switch (scalar) {
        case BOOLEAN, INT, LONG, BINARY -> java;
        case FLOAT -> "(Float.isNaN(%s) ? Float.NaN : %s)".formatted(java, java);
        case DOUBLE -> "(Double.isNaN(%s) ? Double.NaN : %s)".formatted(java, java);
        case STRING -> "org.apache.spark.unsafe.types.UTF8String.fromString(" + java + ")";
        case INSTANT, DATE_TIME -> "rowan.type.Micros.of(" + java + ")";
        case DATE -> "rowan.type.Micros.days(" + java + ")";
      };
    }
    return "((%s) %s.toCatalyst(%s))".formatted(catalystClass(), self, java);
  }

  private String catalystClass() {
    if (type instanceof Decimal) {
      return org.apache.spark.sql.types.Decimal.class.getName();
    }
    if (type instanceof Enumeration) {
      return UTF8String.class.getName();
    }
    if (type instanceof ListOf || type instanceof Vector) {
      return ArrayData.class.getName();
    }
    return type instanceof MapOf ? MapData.class.getName() : InternalRow.class.getName();
  }

  private record Conversion(Function<Object, Object> java, Function<Object, Object> catalyst) {

    Object toJava(Object value) {
      return java.apply(value);
    }

    Object toCatalyst(Object value) {
      return catalyst.apply(value);
    }

    @Nullable Object toJavaOrNull(@Nullable Object value) {
      return value == null ? null : java.apply(value);
    }

    @Nullable Object toCatalystOrNull(@Nullable Object value) {
      return value == null ? null : catalyst.apply(value);
    }
  }

  /** The canonical form is taken once, of the whole value. */
  private Conversion conversion(Type whole) {
    Conversion raw = raw(whole);
    Function<Object, Object> canonical = CanonicalForm.of(whole);
    return new Conversion(raw.java().andThen(canonical), canonical.andThen(raw.catalyst()));
  }

  private Conversion raw(Type part) {
    if (part instanceof Scalar scalar) {
      return raw(scalar);
    }
    if (part instanceof Decimal decimal) {
      return new Conversion(
          value -> ((org.apache.spark.sql.types.Decimal) value).toJavaBigDecimal(),
          value ->
              org.apache.spark.sql.types.Decimal.apply(
                  (BigDecimal) value, decimal.precision(), decimal.scale()));
    }
    if (part instanceof Enumeration enumeration) {
      JavaForm form = JavaForm.of(enumeration, this::classNamed);
      return new Conversion(
          value -> constant(form, enumeration, value.toString()),
          value -> UTF8String.fromString(((Enum<?>) value).name()));
    }
    if (part instanceof Vector) {
      return new Conversion(
          value -> vector((ArrayData) value),
          value -> UnsafeArrayData.fromPrimitiveArray((double[]) value));
    }
    if (part instanceof ListOf list) {
      return ofList(list);
    }
    return part instanceof MapOf map ? ofMap(map) : ofStruct((Struct) part);
  }

  private static Object constant(JavaForm form, Enumeration enumeration, String name) {
    try {
      return form.convert(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a %s: %s".formatted(name, enumeration, e.getMessage()), e);
    }
  }

  private static Conversion raw(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, BINARY -> new Conversion(v -> v, v -> v);
      case STRING ->
          new Conversion(v -> text((UTF8String) v), v -> UTF8String.fromString((String) v));
      case INSTANT -> new Conversion(v -> Micros.instant((Long) v), v -> Micros.of((Instant) v));
      case DATE ->
          new Conversion(v -> LocalDate.ofEpochDay((Integer) v), v -> Micros.days((LocalDate) v));
      case DATE_TIME ->
          new Conversion(v -> Micros.dateTime((Long) v), v -> Micros.of((LocalDateTime) v));
    };
  }

  private static double[] vector(ArrayData data) {
    for (int i = 0; i < data.numElements(); i++) {
      if (data.isNullAt(i)) {
        throw new IllegalArgumentException("an element of a double[] is null");
      }
    }
    return data.toDoubleArray();
  }

  private Conversion ofList(ListOf list) {
    Conversion element = raw(list.element());
    DataType elementType = dataType(list.element());
    return new Conversion(
        value -> javaList((ArrayData) value, element, elementType),
        value ->
            new GenericArrayData(
                ((List<?>) value).stream().map(element::toCatalystOrNull).toArray()));
  }

  private static List<@Nullable Object> javaList(
      ArrayData data, Conversion element, DataType elementType) {
    List<@Nullable Object> values = new ArrayList<>(data.numElements());
    for (int i = 0; i < data.numElements(); i++) {
      values.add(element.toJavaOrNull(data.isNullAt(i) ? null : data.get(i, elementType)));
    }
    return Collections.unmodifiableList(values);
  }

  private Conversion ofMap(MapOf map) {
    Conversion key = raw(map.key());
    Conversion value = raw(map.value());
    DataType keyType = dataType(map.key());
    DataType valueType = dataType(map.value());
    return new Conversion(
        data -> {
          List<?> keys = javaList(((MapData) data).keyArray(), key, keyType);
          List<?> values = javaList(((MapData) data).valueArray(), value, valueType);
          Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
          for (int i = 0; i < keys.size(); i++) {
            entries.put(keys.get(i), values.get(i));
          }
          return entries;
        },
        java -> {
          Map<?, ?> entries = (Map<?, ?>) java;
          return new ArrayBasedMapData(
              new GenericArrayData(entries.keySet().stream().map(key::toCatalystOrNull).toArray()),
              new GenericArrayData(
                  entries.values().stream().map(value::toCatalystOrNull).toArray()));
        });
  }

  private Conversion ofStruct(Struct struct) {
    List<Conversion> fields = struct.fields().stream().map(field -> raw(field.type())).toList();
    List<DataType> types = struct.fields().stream().map(field -> dataType(field.type())).toList();
    RecordForm record = RecordForm.of(classNamed(struct.className()));
    return new Conversion(
        value -> {
          InternalRow row = (InternalRow) value;
          @Nullable Object[] components = new @Nullable Object[fields.size()];
          for (int i = 0; i < components.length; i++) {
            Object component = row.isNullAt(i) ? null : row.get(i, types.get(i));
            components[i] = fields.get(i).toJavaOrNull(component);
          }
          return record.make(struct, components);
        },
        value -> {
          @Nullable Object[] components = record.components(value);
          for (int i = 0; i < components.length; i++) {
            components[i] = fields.get(i).toCatalystOrNull(components[i]);
          }
          return new GenericInternalRow(components);
        });
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SparkType that
        && that.type.equals(type)
        && that.classes.equals(classes);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
