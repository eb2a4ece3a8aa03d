package rowan.fit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rowan.type.RecordForm;
import rowan.type.TextForm;
import rowan.type.Type;

/**
 * Canonical values as JSON, with every bit: numbers as numbers, but those that are not finite, and
 * decimals, times, bytes and enum constants as strings; lists and vectors as arrays; maps as arrays
 * of pairs, since their keys need not be strings; records as arrays of their components.
 */
final class JsonValue {

  private final Function<String, Class<?>> classNamed;

  JsonValue(Function<String, Class<?>> classNamed) {
    this.classNamed = classNamed;
  }

  void write(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Float number && Float.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Enum<?> constant) {
      json.writeString(constant.name());
    } else if (value instanceof byte[] bytes) {
      json.writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (elements(value) != null) {
      writeArray(Objects.requireNonNull(elements(value)), json);
    } else {
      json.writeString(value.toString());
    }
  }

  private static @Nullable List<?> elements(Object value) {
    if (value instanceof double[] vector) {
      return Arrays.stream(vector).boxed().toList();
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> Arrays.asList(entry.getKey(), entry.getValue()))
          .toList();
    }
    if (value instanceof Record row) {
      return Arrays.asList(RecordForm.of(row.getClass()).components(row));
    }
    return value instanceof List<?> list ? list : null;
  }

  private void writeArray(List<?> elements, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Object element : elements) {
      write(element, json);
    }
    json.writeEndArray();
  }

  /**
   * Reads a value; the parser is at its first token, and then at its last.
   *
   * @throws IllegalArgumentException when it is none of the type
   */
  @Nullable Object read(Type type, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return TextForm.parse(type, json.getText());
    }
    if (type instanceof Type.Vector) {
      return readAll(json, index -> Type.Scalar.DOUBLE).stream()
          .mapToDouble(element -> (Double) Objects.requireNonNull(element))
          .toArray();
    }
    if (type instanceof Type.ListOf list) {
      return readAll(json, index -> list.element());
    }
    if (type instanceof Type.MapOf map) {
      return readMap(map, json);
    }
    if (type instanceof Type.Struct struct) {
      List<@Nullable Object> components = readAll(json, index -> struct.fields().get(index).type());
      return RecordForm.of(classNamed.apply(struct.className())).make(struct, components.toArray());
    }
    throw new IllegalArgumentException("an array is not " + type.withArticle());
  }

  private List<@Nullable Object> readAll(JsonParser json, Function<Integer, Type> types)
      throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(types.apply(elements.size()), json));
    }
    return elements;
  }

  private Map<@Nullable Object, @Nullable Object> readMap(Type.MapOf map, JsonParser json)
      throws IOException {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      List<@Nullable Object> entry = readAll(json, index -> index == 0 ? map.key() : map.value());
      entries.put(entry.get(0), entry.get(1));
    }
    return entries;
  }
}
