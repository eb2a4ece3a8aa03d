package rowan.arrow;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;
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

/** Puts canonical Java objects into a vector of {@link ArrowTypes}, in order of their indexes. */
@FunctionalInterface
interface ValueWriter {

  /** Puts a value that is not null; what is inside it may be. */
  void put(int index, Object value);

  /** What puts values of {@code type} into their vector. */
  static ValueWriter of(Type type, FieldVector vector, Function<String, Class<?>> classNamed) {
    if (type instanceof Scalar scalar) {
      return of(scalar, vector);
    }
    if (type instanceof Decimal) {
      DecimalVector decimals = (DecimalVector) vector;
      return (index, value) -> decimals.setSafe(index, (BigDecimal) value);
    }
    if (type instanceof Enumeration) {
      VarCharVector names = (VarCharVector) vector;
      return (index, value) -> names.setSafe(index, utf8(((Enum<?>) value).name()));
    }
    if (type instanceof ListOf list) {
      return ofLists(list, (ListVector) vector, classNamed);
    }
    if (type instanceof Vector) {
      return ofVectors((ListVector) vector);
    }
    return type instanceof MapOf map
        ? ofMaps(map, (MapVector) vector, classNamed)
        : ofStructs((Struct) type, (StructVector) vector, classNamed);
  }

  private static ValueWriter of(Scalar scalar, FieldVector vector) {
    return switch (scalar) {
      case BOOLEAN ->
          (index, value) -> ((BitVector) vector).setSafe(index, (Boolean) value ? 1 : 0);
      case INT -> (index, value) -> ((IntVector) vector).setSafe(index, (Integer) value);
      case LONG -> (index, value) -> ((BigIntVector) vector).setSafe(index, (Long) value);
      case FLOAT -> (index, value) -> ((Float4Vector) vector).setSafe(index, (Float) value);
      case DOUBLE -> (index, value) -> ((Float8Vector) vector).setSafe(index, (Double) value);
      case STRING ->
          (index, value) -> ((VarCharVector) vector).setSafe(index, utf8((String) value));
      case INSTANT ->
          (index, value) -> ((TimeStampVector) vector).setSafe(index, Micros.of((Instant) value));
      case DATE ->
          (index, value) -> ((DateDayVector) vector).setSafe(index, Micros.days((LocalDate) value));
      case DATE_TIME ->
          (index, value) ->
              ((TimeStampVector) vector).setSafe(index, Micros.of((LocalDateTime) value));
      case BINARY -> (index, value) -> ((VarBinaryVector) vector).setSafe(index, (byte[]) value);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void putOrNull(
      ValueWriter writer, FieldVector vector, int index, @Nullable Object value) {
    if (value == null) {
      vector.setNull(index);
    } else {
      writer.put(index, value);
    }
  }

  private static ValueWriter ofLists(
      ListOf type, ListVector vector, Function<String, Class<?>> classNamed) {
    FieldVector elements = vector.getDataVector();
    ValueWriter element = of(type.element(), elements, classNamed);
    return (index, value) -> {
      List<?> list = (List<?>) value;
      int at = vector.startNewValue(index);
      for (Object each : list) {
        putOrNull(element, elements, at++, each);
      }
      vector.endValue(index, list.size());
    };
  }

  private static ValueWriter ofVectors(ListVector vector) {
    Float8Vector elements = (Float8Vector) vector.getDataVector();
    return (index, value) -> {
      int at = vector.startNewValue(index);
      for (double each : (double[]) value) {
        elements.setSafe(at++, each);
      }
      vector.endValue(index, ((double[]) value).length);
    };
  }

  private static ValueWriter ofMaps(
      MapOf type, MapVector vector, Function<String, Class<?>> classNamed) {
    StructVector entries = (StructVector) vector.getDataVector();
    List<FieldVector> parts = entries.getChildrenFromFields();
    ValueWriter key = of(type.key(), parts.get(0), classNamed);
    ValueWriter entry = of(type.value(), parts.get(1), classNamed);
    return (index, value) -> {
      Map<?, ?> map = (Map<?, ?>) value;
      int at = vector.startNewValue(index);
      for (Map.Entry<?, ?> each : map.entrySet()) {
        entries.setIndexDefined(at);
        key.put(at, each.getKey());
        putOrNull(entry, parts.get(1), at++, each.getValue());
      }
      vector.endValue(index, map.size());
    };
  }

  private static ValueWriter ofStructs(
      Struct type, StructVector vector, Function<String, Class<?>> classNamed) {
    RecordForm record = RecordForm.of(classNamed.apply(type.className()));
    List<FieldVector> parts = vector.getChildrenFromFields();
    List<ValueWriter> writers = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      writers.add(of(type.fields().get(i).type(), parts.get(i), classNamed));
    }
    return (index, value) -> {
      @Nullable Object[] components = record.components(value);
      vector.setIndexDefined(index);
      for (int i = 0; i < components.length; i++) {
        putOrNull(writers.get(i), parts.get(i), index, components[i]);
      }
    };
  }
}
