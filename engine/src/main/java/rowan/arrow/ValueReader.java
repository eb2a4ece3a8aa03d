package rowan.arrow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.memory.util.ArrowBufPointer;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import rowan.type.JavaForm;
import rowan.type.Name;
import rowan.type.RecordForm;
import rowan.type.TextForm;
import rowan.type.Type;
import rowan.type.Type.Decimal;
import rowan.type.Type.Enumeration;
import rowan.type.Type.ListOf;
import rowan.type.Type.MapOf;
import rowan.type.Type.Scalar;
import rowan.type.Type.Struct;
import rowan.type.Type.Vector;

/** The values of a vector as Java objects of the declared type; one thread reads. */
@FunctionalInterface
interface ValueReader {

  /**
   * The value at an index at which there is one; what is inside it may be null.
   *
   * @throws IllegalArgumentException when the type cannot hold it
   */
  Object at(int index);

  /** The values of a vector as {@code type}; null when it is no vector of such values. */
  static @Nullable ValueReader of(
      Type type, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (vector.getField().getDictionary() != null) {
      return null; // the codes are not the values
    }
    Words words = Words.of(type, vector);
    if (words != null) {
      return index -> Words.object((Scalar) type, words.at(index));
    }
    if (type instanceof Scalar) {
      return ofBytes(type, vector);
    }
    if (type instanceof Decimal decimal) {
      return ofDecimals(decimal, vector);
    }
    if (type instanceof Enumeration) {
      ValueReader names = ofBytes(Scalar.STRING, vector);
      JavaForm constants = JavaForm.of(type, classNamed);
      return names == null ? null : index -> constant(constants, type, names.at(index));
    }
    if (type instanceof ListOf list) {
      return ofLists(list, vector, classNamed);
    }
    if (type instanceof Vector) {
      return ofVectors(vector, classNamed);
    }
    return type instanceof MapOf map
        ? ofMaps(map, vector, classNamed)
        : ofStructs((Struct) type, vector, classNamed);
  }

  /** Whether a vector has strings, or bytes, of any layout. */
  static boolean isBytes(Type type, FieldVector vector) {
    ArrowType given = vector.getField().getType();
    boolean isText =
        given instanceof ArrowType.Utf8
            || given instanceof ArrowType.LargeUtf8
            || given instanceof ArrowType.Utf8View;
    boolean isBinary =
        given instanceof ArrowType.Binary
            || given instanceof ArrowType.LargeBinary
            || given instanceof ArrowType.BinaryView
            || given instanceof ArrowType.FixedSizeBinary;
    return vector.getField().getDictionary() == null
        && ((type == Scalar.STRING && isText) || (type == Scalar.BINARY && isBinary));
  }

  private static @Nullable ValueReader ofBytes(Type type, FieldVector vector) {
    if (!isBytes(type, vector)) {
      return null;
    }
    ElementAddressableVector values = (ElementAddressableVector) vector;
    ArrowBufPointer pointer = new ArrowBufPointer();
    return index -> {
      byte[] bytes = new byte[(int) values.getDataPointer(index, pointer).getLength()];
      if (bytes.length > 0) {
        pointer.getBuf().getBytes(pointer.getOffset(), bytes);
      }
      return type == Scalar.STRING ? new String(bytes, StandardCharsets.UTF_8) : bytes;
    };
  }

  private static Object constant(JavaForm constants, Type type, Object name) {
    try {
      return constants.convert(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is not a %s: %s".formatted(TextForm.show(name), type, e.getMessage()), e);
    }
  }

  private static @Nullable ValueReader ofDecimals(Decimal type, FieldVector vector) {
    if (!(vector.getField().getType() instanceof ArrowType.Decimal given
        && type.scale() >= given.getScale()
        && type.precision() - type.scale() >= given.getPrecision() - given.getScale())) {
      return null;
    }
    if (vector instanceof DecimalVector decimals) {
      return decimals::getObjectNotNull;
    }
    return vector instanceof Decimal256Vector decimals ? decimals::getObjectNotNull : null;
  }

  private static @Nullable ValueReader ofLists(
      ListOf type, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (vector instanceof BaseListVector lists && !(vector instanceof MapVector)) {
      FieldVector elements = vector.getChildrenFromFields().get(0);
      ValueReader element = of(type.element(), elements, classNamed);
      return element == null
          ? null
          : index ->
              list(
                  elements,
                  element,
                  lists.getElementStartIndex(index),
                  lists.getElementEndIndex(index));
    }
    if (vector instanceof LargeListVector lists) {
      FieldVector elements = vector.getChildrenFromFields().get(0);
      ValueReader element = of(type.element(), elements, classNamed);
      return element == null
          ? null
          : index ->
              list(
                  elements,
                  element,
                  Math.toIntExact(lists.getElementStartIndex(index)),
                  Math.toIntExact(lists.getElementEndIndex(index)));
    }
    return null;
  }

  private static List<@Nullable Object> list(
      FieldVector elements, ValueReader element, int start, int end) {
    List<@Nullable Object> values = new ArrayList<>(end - start);
    for (int i = start; i < end; i++) {
      values.add(elements.isNull(i) ? null : element.at(i));
    }
    return values;
  }

  private static @Nullable ValueReader ofVectors(
      FieldVector vector, Function<String, Class<?>> classNamed) {
    ValueReader lists = ofLists(new ListOf(Scalar.DOUBLE, false), vector, classNamed);
    return lists == null ? null : index -> numbers((List<?>) lists.at(index));
  }

  private static double[] numbers(List<?> list) {
    if (list.contains(null)) {
      throw new IllegalArgumentException("an element of a double[] is null");
    }
    return list.stream().mapToDouble(Double.class::cast).toArray();
  }

  private static @Nullable ValueReader ofMaps(
      MapOf type, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (!(vector instanceof MapVector maps)) {
      return null;
    }
    List<FieldVector> entries = maps.getDataVector().getChildrenFromFields();
    FieldVector keys = entries.get(0);
    FieldVector values = entries.get(1);
    ValueReader key = of(type.key(), keys, classNamed);
    ValueReader value = of(type.value(), values, classNamed);
    if (key == null || value == null) {
      return null;
    }
    return index -> {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = maps.getElementStartIndex(index); i < maps.getElementEndIndex(index); i++) {
        Object at = keys.isNull(i) ? null : key.at(i);
        if (map.containsKey(at)) {
          throw new IllegalArgumentException("two keys of a %s are %s".formatted(type, at));
        }
        map.put(at, values.isNull(i) ? null : value.at(i));
      }
      return map;
    };
  }

  private static @Nullable ValueReader ofStructs(
      Struct type, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (!(vector instanceof StructVector)) {
      return null;
    }
    List<FieldVector> parts = new ArrayList<>();
    List<ValueReader> readers = new ArrayList<>();
    for (Type.Field field : type.fields()) {
      FieldVector part = part(field.name(), vector);
      ValueReader reader = part == null ? null : of(field.type(), part, classNamed);
      if (part == null || reader == null) {
        return null;
      }
      parts.add(part);
      readers.add(reader);
    }
    RecordForm record = RecordForm.of(classNamed.apply(type.className()));
    return index -> {
      @Nullable Object[] components = new @Nullable Object[parts.size()];
      for (int i = 0; i < components.length; i++) {
        components[i] = parts.get(i).isNull(index) ? null : readers.get(i).at(index);
      }
      return record.make(type, components);
    };
  }

  private static @Nullable FieldVector part(Name name, FieldVector struct) {
    List<FieldVector> found =
        struct.getChildrenFromFields().stream()
            .filter(child -> Name.of(child.getName()).equals(name))
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }
}
