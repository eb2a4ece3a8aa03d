package rowan.fit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.type.JavaForm;

/** Reads what a {@link FittedWriter} wrote, and tells all that is wrong with it. */
final class FittedReader {

  private final Graph graph;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final List<TrainingRows> training = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean known;

  private FittedReader(Graph graph) {
    this.graph = graph;
  }

  static FittedValues read(Graph graph, String text) {
    FittedReader reading = new FittedReader(graph);
    try (JsonParser json = new JsonFactory().createParser(text)) {
      reading.readFile(json);
    } catch (JsonProcessingException e) {
      throw notFitted(graph, "it is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read fitted values of " + graph.title(), e);
    }
    if (!reading.problems.isEmpty()) {
      throw new CheckException("Cannot take fitted values for " + graph.title(), reading.problems);
    }
    return new FittedValues(graph, reading.values, reading.training);
  }

  private static CheckException notFitted(Graph graph, String why) {
    return new CheckException(
        "Cannot take fitted values for " + graph.title(),
        List.of(
            Problem.at(
                "no-fitted-values",
                "file",
                "This is no file of fitted values, %s; write one with rowan fit.".formatted(why))));
  }

  private void readFile(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw notFitted(graph, "it is no JSON object");
    }
    int version = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = Objects.requireNonNull(json.currentName());
      json.nextToken();
      switch (field) {
        case "format" -> known = FittedWriter.FORMAT.equals(json.getText());
        case "version" -> version = json.getIntValue();
        case "training" -> readAll(json, this::readTraining);
        case "values" -> readAll(json, this::readValue);
        default -> json.skipChildren();
      }
    }
    if (!known || version != FittedWriter.VERSION) {
      throw notFitted(
          graph,
          "it says neither \"%s\" nor version %d"
              .formatted(FittedWriter.FORMAT, FittedWriter.VERSION));
    }
  }

  private interface Reader {
    void read(JsonParser json) throws IOException;
  }

  private static void readAll(JsonParser json, Reader one) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      one.read(json);
    }
  }

  private void readTraining(JsonParser json) throws IOException {
    String source = "";
    List<String> names = new ArrayList<>();
    long rows = 0;
    Optional<Instant> first = Optional.empty();
    Optional<Instant> last = Optional.empty();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = Objects.requireNonNull(json.currentName());
      json.nextToken();
      switch (field) {
        case "source" -> source = json.getText();
        case "values" -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(json.getText());
          }
        }
        case "rows" -> rows = json.getLongValue();
        case "first" -> first = Optional.of(Instant.parse(json.getText()));
        case "last" -> last = Optional.of(Instant.parse(json.getText()));
        default -> json.skipChildren();
      }
    }
    training.add(new TrainingRows(source, names, rows, first, last));
  }

  /** The value comes last, when it is known which node it is of. */
  private void readValue(JsonParser json) throws IOException {
    Optional<Node> node = Optional.empty();
    String definition = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = Objects.requireNonNull(json.currentName());
      json.nextToken();
      switch (field) {
        case "name" -> node = graph.find(json.getText()).filter(Node::isFitted);
        case "definition" -> definition = json.getText();
        case "value" -> {
          if (node.isPresent()) {
            take(node.get(), definition, json);
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void take(Node node, String definition, JsonParser json) throws IOException {
    if (!definition.equals(Fingerprint.of(graph, node))) {
      problems.add(
          problem(
              "stale-fit",
              node,
              "It was fitted by another definition than the graph has now; fit it again, or train the model anew that it came with."));
      json.skipChildren();
      return;
    }
    try {
      Object value = new JsonValue(graph::classNamed).read(node.type(), json);
      values.put(
          node.name(),
          value == null ? null : JavaForm.of(node.type(), graph::classNamed).convert(value));
    } catch (IllegalArgumentException e) {
      problems.add(
          problem(
              "value-type",
              node,
              e.getMessage() + "; fit it again, or train the model anew that it came with."));
    }
  }

  private static Problem problem(String code, Node node, String message) {
    return Problem.at(code, "fitted value \"" + node.name() + "\"", message);
  }
}
