package rowan.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What saved state consists of. It is written last, so that state without it is not complete.
 *
 * @param graph the title of the graph that the state is of
 * @param fingerprint that of the definitions
 * @param startsAt no row that asks before, and no event that happened before, can be taken in
 * @param cuts for each source the time before which its events are in the state
 * @param passes the state of each pass of the plan, in order
 */
public record StateManifest(
    String graph,
    String fingerprint,
    Instant startsAt,
    Map<String, Instant> cuts,
    List<PassState> passes) {

  /** The name of its file. */
  public static final String FILE = "manifest.json";

  /** The version of the format. */
  public static final int VERSION = 1;

  private static final String FORMAT = "rowan state";

  /**
   * The state of the keys of a pass.
   *
   * @param by what a key consists of
   * @param parts in the order of their keys
   */
  public record PassState(List<String> by, List<Part> parts) {
    public PassState {
      by = List.copyOf(by);
      parts = List.copyOf(parts);
    }

    /** How many keys there are. */
    public long keys() {
      return parts.stream().mapToLong(Part::keys).sum();
    }

    /** How many bytes their state has. */
    public long bytes() {
      return parts.stream().mapToLong(Part::bytes).sum();
    }
  }

  /**
   * A file with the state of some keys.
   *
   * @param checksum of all its bytes: CRC32C
   * @param first its first key, as {@link KeyForm#encode} writes it; keys are in order
   * @param last its last key
   */
  public record Part(String file, long keys, long bytes, String checksum, String first, String last)
      implements Serializable {}

  public StateManifest {
    cuts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cuts));
    passes = List.copyOf(passes);
  }

  /** The manifest as JSON. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("graph", graph);
      json.writeStringField("fingerprint", fingerprint);
      json.writeStringField("starts_at", startsAt.toString());
      json.writeObjectFieldStart("cuts");
      for (var cut : cuts.entrySet()) {
        json.writeStringField(cut.getKey(), cut.getValue().toString());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("passes");
      for (PassState pass : passes) {
        write(pass, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a manifest", e);
    }
    return text.append('\n').toString();
  }

  private static void write(PassState pass, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("by");
    for (String name : pass.by()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("parts");
    for (Part part : pass.parts()) {
      json.writeStartObject();
      json.writeStringField("file", part.file());
      json.writeNumberField("keys", part.keys());
      json.writeNumberField("bytes", part.bytes());
      json.writeStringField("checksum", part.checksum());
      json.writeStringField("first", part.first());
      json.writeStringField("last", part.last());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException when it is not JSON, or not whole
   * @throws StateException when it is of another format or version
   */
  static StateManifest read(InputStream in) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      Map<String, Object> all = object(json);
      if (!FORMAT.equals(all.get("format"))) {
        throw new StateException("it is not state of Rowan", null);
      }
      if (!Integer.toString(VERSION).equals(all.get("version"))) {
        throw new StateException(
            "its format is version %s, and this program reads version %d; export it again"
                .formatted(all.get("version"), VERSION),
            null);
      }
      return of(all);
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw new IOException("the manifest is damaged", e);
    }
  }

  private static StateManifest of(Map<String, Object> all) {
    Map<String, Instant> cuts = new LinkedHashMap<>();
    map(all, "cuts").forEach((source, cut) -> cuts.put(source, Instant.parse((String) cut)));
    List<PassState> passes = new ArrayList<>();
    for (Object each : list(all, "passes")) {
      Map<String, Object> pass = asMap(each);
      passes.add(
          new PassState(
              list(pass, "by").stream().map(String.class::cast).toList(),
              list(pass, "parts").stream().map(part -> part(asMap(part))).toList()));
    }
    return new StateManifest(
        text(all, "graph"),
        text(all, "fingerprint"),
        Instant.parse(text(all, "starts_at")),
        cuts,
        passes);
  }

  private static Part part(Map<String, Object> part) {
    return new Part(
        text(part, "file"),
        Long.parseLong(text(part, "keys")),
        Long.parseLong(text(part, "bytes")),
        text(part, "checksum"),
        text(part, "first"),
        text(part, "last"));
  }

  private static String text(Map<String, Object> from, String name) {
    return (String) java.util.Objects.requireNonNull(from.get(name));
  }

  private static Map<String, Object> map(Map<String, Object> from, String name) {
    return asMap(java.util.Objects.requireNonNull(from.get(name)));
  }

  @SuppressWarnings("unchecked") // objects are read as such maps only
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }

  private static List<?> list(Map<String, Object> from, String name) {
    return (List<?>) java.util.Objects.requireNonNull(from.get(name));
  }

  /** A value as text, a list or a map of such. */
  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return object(json);
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(json));
      }
      return elements;
    }
    return java.util.Objects.requireNonNull(json.getText());
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json));
    }
    return fields;
  }
}
