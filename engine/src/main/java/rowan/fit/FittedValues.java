package rowan.fit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.type.JavaForm;
import rowan.type.Micros;

/**
 * The fitted values of a graph, frozen: by name, with what they were fitted over and by which
 * definitions. Immutable; as JSON they keep every bit.
 */
public final class FittedValues {

  /** What the file says it is. */
  private static final String FORMAT = "rowan-fitted-values";

  private static final int VERSION = 1;

  private final Graph graph;
  private final Map<String, @Nullable Object> values;
  private final List<TrainingRows> training;

  private FittedValues(
      Graph graph, Map<String, @Nullable Object> values, List<TrainingRows> training) {
    this.graph = graph;
    this.values = Collections.unmodifiableMap(values);
    this.training = List.copyOf(training);
  }

  /**
   * The rows that values were fitted over.
   *
   * @param values the names of the values that one pass over them gave
   * @param rows how many there were
   * @param first the earliest event time; empty without rows, or when the source has none
   * @param last the latest event time
   */
  public record TrainingRows(
      String source,
      List<String> values,
      long rows,
      Optional<Instant> first,
      Optional<Instant> last) {
    public TrainingRows {
      values = List.copyOf(values);
    }
  }

  static FittedValues none(Graph graph) {
    return new FittedValues(graph, Map.of(), List.of());
  }

  static FittedValues of(FitStep step, Map<String, @Nullable Object> values, FitState state) {
    boolean timed = step.source().eventTime().isPresent() && state.rows > 0;
    TrainingRows rows =
        new TrainingRows(
            step.source().table(),
            List.copyOf(values.keySet()),
            state.rows,
            timed ? Optional.of(Micros.instant(state.first)) : Optional.empty(),
            timed ? Optional.of(Micros.instant(state.last)) : Optional.empty());
    return new FittedValues(step.plan().graph(), values, List.of(rows));
  }

  FittedValues with(FittedValues more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
    all.putAll(more.values);
    List<TrainingRows> rows = new ArrayList<>(training);
    rows.addAll(more.training);
    return new FittedValues(graph, all, rows);
  }

  /** The values by the names of their nodes, in the order in which they were fitted. */
  public Map<String, @Nullable Object> values() {
    return values;
  }

  /** What each pass was fitted over, in order. */
  public List<TrainingRows> training() {
    return training;
  }

  /**
   * What a plan is given: the values of these that it needs, beside what is given by hand, which
   * wins.
   */
  public Inputs giveTo(Plan plan, Inputs byHand) {
    Inputs given = byHand;
    for (Node node : plan.supply().nodes()) {
      if (values.containsKey(node.name()) && !byHand.contains(node.name())) {
        given = given.with(node.name(), values.get(node.name()));
      }
    }
    return given;
  }

  /** The values as JSON, for {@link #read}. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("graph", graph.title());
      json.writeArrayFieldStart("training");
      for (TrainingRows rows : training) {
        write(rows, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("values");
      for (String name : values.keySet()) {
        write(graph.known(name), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write fitted values of " + graph.title(), e);
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

  private void write(Node node, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name());
    json.writeStringField("type", node.type().toString());
    json.writeStringField("definition", Fingerprint.of(graph, node));
    json.writeFieldName("value");
    new JsonValue(graph::classNamed).write(values.get(node.name()), json);
    json.writeEndObject();
  }

  /**
   * The values that {@link #toJson} wrote. Values that the graph no longer has are left out.
   *
   * @throws CheckException when the text is something else, or a value was fitted by another
   *     definition than the graph has now
   */
  public static FittedValues read(Graph graph, String text) {
    Reading reading = new Reading(graph);
    try (JsonParser json = new JsonFactory().createParser(text)) {
      reading.readFile(json);
    } catch (JsonParseException e) {
      throw Reading.notFitted(graph, "it is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read fitted values of " + graph.title(), e);
    }
    if (!reading.problems.isEmpty()) {
      throw new CheckException("Cannot take fitted values for " + graph.title(), reading.problems);
    }
    return new FittedValues(graph, reading.values, reading.training);
  }

  /** Reads a file. */
  private static final class Reading {

    private final Graph graph;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<TrainingRows> training = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean known;

    Reading(Graph graph) {
      this.graph = graph;
    }

    static CheckException notFitted(Graph graph, String why) {
      return new CheckException(
          "Cannot take fitted values for " + graph.title(),
          List.of(
              Problem.at(
                  "no-fitted-values",
                  "file",
                  "This is no file of fitted values, %s; write one with rowan fit."
                      .formatted(why))));
    }

    void readFile(JsonParser json) throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notFitted(graph, "it is no JSON object");
      }
      int version = 0;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = Objects.requireNonNull(json.currentName());
        json.nextToken();
        switch (field) {
          case "format" -> known = FORMAT.equals(json.getText());
          case "version" -> version = json.getIntValue();
          case "training" -> readAll(json, this::readTraining);
          case "values" -> readAll(json, this::readValue);
          default -> json.skipChildren();
        }
      }
      if (!known || version != VERSION) {
        throw notFitted(graph, "it says neither \"%s\" nor version %d".formatted(FORMAT, VERSION));
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
                "It was fitted by another definition than the graph has now; run rowan fit again."));
        json.skipChildren();
        return;
      }
      try {
        Object value = new JsonValue(graph::classNamed).read(node.type(), json);
        values.put(
            node.name(),
            value == null ? null : JavaForm.of(node.type(), graph::classNamed).convert(value));
      } catch (IllegalArgumentException e) {
        problems.add(problem("value-type", node, e.getMessage() + "; run rowan fit again."));
      }
    }

    private static Problem problem(String code, Node node, String message) {
      return Problem.at(code, "fitted value \"" + node.name() + "\"", message);
    }
  }
}
