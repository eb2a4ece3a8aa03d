package rowan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code artifact.json} says. */
record ArtifactManifest(
    String graph,
    String score,
    List<String> inputs,
    String modelFingerprint,
    Optional<String> fittedFingerprint,
    Map<String, String> about) {

  private static final String VERSION_FIELD = "rowan_artifact";
  private static final String VERSION = "1";
  private static final String FITTED_FIELD = "fitted_sha256";
  private static final JsonFactory JSON = new JsonFactory();

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeStringField(VERSION_FIELD, VERSION);
      json.writeStringField("graph", graph);
      json.writeStringField("score", score);
      json.writeStringField("model_sha256", modelFingerprint);
      if (fittedFingerprint.isPresent()) {
        json.writeStringField(FITTED_FIELD, fittedFingerprint.get());
      }
      json.writeFieldName("inputs");
      json.writeArray(inputs.toArray(String[]::new), 0, inputs.size());
      json.writeObjectFieldStart("about");
      for (Map.Entry<String, String> fact : about.entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no such errors
    }
    return bytes.toByteArray();
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when something is missing, or of another version
   */
  static ArtifactManifest read(byte[] bytes) throws IOException {
    try (JsonParser json = JSON.createParser(bytes)) {
      return new Fields().read(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          ModelArtifact.MANIFEST + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** What was read so far. */
  private static final class Fields {

    private final Map<String, String> texts = new HashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, String> about = new LinkedHashMap<>();

    ArtifactManifest read(JsonParser json) throws IOException {
      require(json.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        readField(json, json.currentName());
      }
      require(VERSION.equals(texts.get(VERSION_FIELD)), "is of another version than " + VERSION);
      return new ArtifactManifest(
          text("graph"),
          text("score"),
          inputs,
          text("model_sha256"),
          Optional.ofNullable(texts.get(FITTED_FIELD)),
          about);
    }

    private void readField(JsonParser json, String field) throws IOException {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_ARRAY && field.equals("inputs")) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          inputs.add(json.getText());
        }
      } else if (token == JsonToken.START_OBJECT && field.equals("about")) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String fact = json.currentName();
          json.nextToken();
          about.put(fact, json.getText());
        }
      } else {
        texts.put(field, json.getText());
        json.skipChildren();
      }
    }

    private String text(String field) {
      return Optional.ofNullable(texts.get(field))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s has no %s".formatted(ModelArtifact.MANIFEST, field)));
    }

    private static void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(ModelArtifact.MANIFEST + " " + otherwise);
      }
    }
  }
}
