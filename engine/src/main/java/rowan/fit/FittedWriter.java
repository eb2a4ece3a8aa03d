package rowan.fit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import rowan.graph.Node;

/** Writes fitted values as JSON: what they were fitted over, then the values one by one. */
final class FittedWriter {

  /** What the file says it is. */
  static final String FORMAT = "rowan-fitted-values";

  /** The version of the form that is written, and read. */
  static final int VERSION = 1;

  private FittedWriter() {}

  static String write(FittedValues fitted) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("graph", fitted.graph().title());
      json.writeArrayFieldStart("training");
      for (TrainingRows rows : fitted.training()) {
        write(rows, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("values");
      for (String name : fitted.values().keySet()) {
        write(fitted, fitted.graph().known(name), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write fitted values of " + fitted.graph().title(), e);
    }
    return text.append('\n').toString();
  }

  private static void write(TrainingRows rows, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", rows.source());
    json.writeArrayFieldStart("values");
    for (String name : rows.values()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeNumberField("rows", rows.rows());
    if (rows.first().isPresent() && rows.last().isPresent()) {
      json.writeStringField("first", rows.first().get().toString());
      json.writeStringField("last", rows.last().get().toString());
    }
    json.writeEndObject();
  }

  private static void write(FittedValues fitted, Node node, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name());
    json.writeStringField("type", node.type().toString());
    json.writeStringField("definition", Fingerprint.of(fitted.graph(), node));
    json.writeFieldName("value");
    new JsonValue(fitted.graph()::classNamed).write(fitted.values().get(node.name()), json);
    json.writeEndObject();
  }
}
