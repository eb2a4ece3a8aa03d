package rowan.jobs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import rowan.fit.FitPlan;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.Problem;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.type.Name;
import rowan.type.TextForm;

/** The options that say what is wanted of a graph. */
final class RequestOptions {

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "FEATURE",
      description = "The features, in any spelling; columns too. Default: all that describe rows.")
  private List<String> select = List.of();

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = "The value of an input, as text; repeat it for each.")
  private List<Assignment> inputs = List.of();

  @Option(
      names = "--spine",
      paramLabel = "SOURCE",
      description =
          "Whose rows to compute features for. Default: the source of the wanted features; when none"
              + " are named, the first of the graph.")
  private @Nullable String spine;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "When all rows ask, such as 2026-01-31 (midnight UTC) or 2026-01-31T12:00:00Z. Default:"
              + " each row at its own event time.")
  private @Nullable Instant asOf;

  /** A day, or a moment. */
  static final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is not a time, such as 2026-01-31 or 2026-01-31T12:00:00Z".formatted(text));
      }
    }
  }

  /**
   * Plans the wanted features.
   *
   * @param byDefault which of the features to take when none are named
   * @throws CheckException with everything that is wrong with the request
   */
  Plan plan(Graph graph, Predicate<Node> byDefault) {
    if (!select.isEmpty()) {
      return Plan.of(graph, request(select.stream().map(String::strip).toList()));
    }
    List<String> wanted =
        askable(graph).stream()
            .filter(node -> !node.label() && byDefault.test(node))
            .map(Node::name)
            .toList();
    return Plan.of(graph, ofDefaultSpine(graph, request(wanted)));
  }

  private Request request(List<String> features) {
    Request request = Request.of(features);
    request = spine == null ? request : request.spine(spine);
    return asOf == null ? request : request.asOf(asOf);
  }

  private Request ofDefaultSpine(Graph graph, Request request) {
    return spine == null && graph.sources().size() > 1
        ? request.spine(graph.sources().get(0).table())
        : request;
  }

  /** The features that rows of the spine can ask for; all, when they can ask for none. */
  private List<Node> askable(Graph graph) {
    List<Node> features = describingRows(graph);
    if (graph.sources().size() < 2) {
      return features;
    }
    List<Node> planned = features.stream().filter(node -> isPlanned(graph, node)).toList();
    return planned.isEmpty() ? features : planned;
  }

  private boolean isPlanned(Graph graph, Node node) {
    try {
      Plan.of(graph, ofDefaultSpine(graph, request(List.of(node.name()))));
      return true;
    } catch (CheckException e) {
      return false;
    }
  }

  /** Names the features that a plan leaves out though none were chosen. */
  void reportLeftOut(Plan plan, String what, Console console) {
    if (select.isEmpty()) {
      List<Node> leftOut =
          askable(plan.graph()).stream().filter(node -> !plan.features().contains(node)).toList();
      Graph graph = plan.graph();
      report("labels, which are for training", leftOut.stream().filter(Node::label), console);
      report(
          "what needs a model", leftOut.stream().filter(node -> needsModel(graph, node)), console);
      report(
          what,
          leftOut.stream().filter(node -> !node.label() && !needsModel(graph, node)),
          console);
    }
  }

  /** Whether it needs an input that no text can spell, such as a model. */
  static boolean needsModel(Graph graph, Node feature) {
    return graph.upstreamOf(feature.name()).stream()
        .anyMatch(
            node ->
                node.definition() instanceof Definition.Input input
                    && input.isRequired()
                    && !node.type().isColumn());
  }

  private static void report(String what, Stream<Node> leftOut, Console console) {
    String names = leftOut.map(Node::name).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      console.err().printf("Left out %s: %s%n", what, names);
    }
  }

  /** All features of rows; of a graph without sources, all features. */
  static List<Node> describingRows(Graph graph) {
    return graph.features().stream()
        .filter(node -> graph.sources().isEmpty() || node.source().isPresent())
        .filter(node -> node.type().isColumn())
        .toList();
  }

  /** Plans how to fit what the wanted features depend on; without any, all fitted values. */
  FitPlan fitPlan(Graph graph) {
    Request wanted = Request.of(select.stream().map(String::strip).toList());
    return FitPlan.of(graph, asOf == null ? wanted : wanted.asOf(asOf));
  }

  /**
   * The values of inputs, as their types.
   *
   * @throws CheckException naming every input that is unknown, or whose text is not of its type
   */
  Inputs inputs(Graph graph) {
    Inputs values = Inputs.none();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<Name, String> given : Assignment.byName("input", inputs).entrySet()) {
      Optional<Node> input = find(graph, given.getKey());
      if (input.isEmpty()) {
        problems.add(unknown(graph, given.getKey()));
      } else {
        try {
          values =
              values.with(input.get().name(), TextForm.parse(input.get().type(), given.getValue()));
        } catch (IllegalArgumentException e) {
          problems.add(notOfType(input.get(), e));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new CheckException("Cannot take the inputs of " + graph.title(), problems);
    }
    return values;
  }

  private static List<Node> inputsOf(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.definition() instanceof Definition.Input || node.isFitted())
        .toList();
  }

  private static Optional<Node> find(Graph graph, Name name) {
    return inputsOf(graph).stream().filter(node -> Name.of(node.name()).equals(name)).findFirst();
  }

  private static Problem unknown(Graph graph, Name name) {
    List<Name> known = inputsOf(graph).stream().map(node -> Name.of(node.name())).toList();
    String all =
        known.isEmpty()
            ? "It has none."
            : "It has " + String.join(", ", known.stream().map(Name::spelled).toList()) + ".";
    return Problem.at(
            "unknown-input",
            "input \"" + name + "\"",
            "The graph has no input of this name. " + all)
        .withNearMisses(name.nearest(known.stream()).stream().map(Name::spelled).toList());
  }

  private static Problem notOfType(Node input, IllegalArgumentException why) {
    String message =
        TextForm.exists(input.type())
            ? "It is declared as a %s, and %s.".formatted(input.type(), why.getMessage())
            : "No text spells a %s; give it in a program of your own, with SparkAdapter.input."
                .formatted(input.type());
    return Problem.at("input-type", "input \"" + input.name() + "\"", message);
  }
}
