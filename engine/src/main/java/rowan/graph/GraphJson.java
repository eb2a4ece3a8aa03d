package rowan.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** A graph as JSON. */
final class GraphJson {

  private GraphJson() {}

  static String print(String title, List<Node> nodes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter()));
      json.writeStartObject();
      json.writeStringField("graph", title);
      json.writeArrayFieldStart("nodes");
      for (Node node : nodes) {
        write(node, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot print the graph of " + title, e);
    }
    return text.append('\n').toString();
  }

  private static com.fasterxml.jackson.core.util.DefaultIndenter indenter() {
    return new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n");
  }

  private static void write(String field, List<String> names, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name());
    json.writeStringField("kind", node.definition().kind());
    json.writeStringField("type", node.type().toString());
    json.writeBooleanField("nullable", node.nullable());
    json.writeStringField("defined_by", node.definedBy());
    if (node.source().isPresent()) {
      json.writeStringField("source", node.source().get());
    }
    if (node.knownAfter().compareTo(Duration.ZERO) > 0) {
      json.writeStringField("known_after", node.knownAfter().toString());
    }
    if (node.label()) {
      json.writeBooleanField("label", true);
    }
    if (node.definition() instanceof Definition.Aggregate aggregate) {
      json.writeStringField("operator", aggregate.method().operator().orElseThrow().text());
      json.writeStringField("window", aggregate.aggregation().window().toString());
      write("by", node.keys(), json);
      write("on", aggregate.aggregation().on(), json);
    }
    if (node.definition() instanceof Definition.Fitted fitted) {
      json.writeStringField("operator", fitted.method().operator().orElseThrow().text());
      json.writeStringField("fitted_over", fitted.fitting().rows().table());
    }
    if (node.definition() instanceof Definition.Lookup lookup) {
      json.writeStringField("row_of", lookup.table().table());
    }
    write("dependencies", node.dependencies(), json);
    json.writeObjectFieldStart("tags");
    for (var tag : new TreeMap<>(node.tags()).entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeStringField("doc", node.doc());
    json.writeEndObject();
  }
}
