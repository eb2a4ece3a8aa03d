package rowan.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Reads what {@link ModelWriter} writes; fields may come in any order. */
final class ModelReader {

  private final JsonParser json;

  ModelReader(JsonParser json) {
    this.json = json;
  }

  /**
   * The model of a document of its own.
   *
   * @throws IllegalArgumentException when it holds something else, or another version
   */
  TrainedModel readDocument() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    Map<String, Object> fields = fields();
    if (json.nextToken() != null) {
      throw new IllegalArgumentException("something follows the model");
    }
    Object version = fields.remove(ModelFile.VERSION_FIELD);
    if (!(version instanceof Double number) || number != ModelFile.VERSION) {
      throw new IllegalArgumentException(
          version == null
              ? ModelFile.VERSION_FIELD + " is missing: it is no model of Rowan"
              : "it is of version %s; this program reads version %d"
                  .formatted(version, ModelFile.VERSION));
    }
    return new ModelFields(fields).model();
  }

  private Map<String, Object> fields() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      if (fields.put(field, value(field)) != null) {
        throw new IllegalArgumentException(field + " is there twice");
      }
    }
    return fields;
  }

  private Object value(String field) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> isNumber(json.getText()) ? number() : json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case START_ARRAY -> array(field);
      case START_OBJECT -> new ModelFields(fields());
      default ->
          throw new IllegalArgumentException(
              "%s is %s".formatted(field, json.currentToken().name()));
    };
  }

  /** A list of numbers, or one of models. */
  private Object array(String field) throws IOException {
    JsonToken first = json.nextToken();
    return first == JsonToken.START_OBJECT ? models(field) : numbers(field);
  }

  private double[] numbers(String field) throws IOException {
    DoubleStream.Builder numbers = DoubleStream.builder();
    for (JsonToken token = json.currentToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (!(token.isNumeric() || (token == JsonToken.VALUE_STRING && isNumber(json.getText())))) {
        throw new IllegalArgumentException(field + " holds something else than numbers");
      }
      numbers.add(number());
    }
    return numbers.build().toArray();
  }

  private ModelFields[] models(String field) throws IOException {
    List<ModelFields> models = new ArrayList<>();
    for (JsonToken token = json.currentToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException(field + " holds something else than models");
      }
      models.add(new ModelFields(fields()));
    }
    return models.toArray(ModelFields[]::new);
  }

  /** JSON has no word for these, so that they are written as text. */
  private static boolean isNumber(String text) {
    return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
  }

  private double number() throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? Double.parseDouble(json.getText())
        : json.getDoubleValue();
  }
}
