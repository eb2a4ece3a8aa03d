package rowan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.plan.SuppliedValues;
import rowan.spark.StateExport;
import rowan.state.StateManifest;
import rowan.type.Micros;

/** Saves what windows know of every key. */
@Command(
    name = "export",
    description = {
      "Saves what windows know of every key as of a time, so that a scorer goes on from there.",
      "The folder is complete when it has a manifest.json."
    },
    footer = {
      "",
      "Example:",
      "  rowan state export --graph fraud --source transactions=payments --at 2026-02-01 --out state"
    })
final class StateExportCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--at",
      required = true,
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description =
          "Events that happened before are in it, such as 2026-01-31 (midnight UTC) or"
              + " 2026-01-31T12:00:00Z.")
  private Instant at = Instant.EPOCH;

  @Option(
      names = "--lateness",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = DurationConverter.class,
      description =
          "How long events may come late, and rows ask late, after the scorer has taken over; such"
              + " as 1d, 12h, 30m or 10s. Default: ${DEFAULT-VALUE}.")
  private Duration lateness = Duration.ZERO;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write. It must not exist yet.")
  private String out = "";

  StateExportCommand(Console console) {
    this.console = console;
  }

  /** A whole number of days, hours, minutes or seconds. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Micros.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s' is not a time, such as 1d or 30m".formatted(text));
      }
    }
  }

  /** A plan with the same windows: instead of what needs a model, what that is computed of. */
  private static Plan windowsOf(Plan plan) {
    Request request =
        Request.of(
            plan.features().stream()
                .flatMap(node -> withoutModel(plan.graph(), node))
                .map(Node::name)
                .distinct()
                .toList());
    request = plan.spine().map(SourceTable::table).map(request::spine).orElse(request);
    return Plan.of(plan.graph(), plan.asOf().map(request::asOf).orElse(request));
  }

  /** Windows over what a model gives need the model all the same. */
  private static Stream<Node> withoutModel(Graph graph, Node node) {
    boolean isReplaced = node.isRowFeature() && RequestOptions.needsModel(graph, node);
    return isReplaced
        ? graph.argumentsOf(node).stream()
            .filter(read -> !(read.definition() instanceof Definition.Input))
            .filter(read -> !(read.definition() instanceof Definition.AsOf))
            .flatMap(read -> withoutModel(graph, read))
        : Stream.of(node);
  }

  @Override
  public String verb() {
    return "save state";
  }

  @Override
  public Integer call() {
    Instant start = Instant.now();
    Graph loaded = graph.load();
    Plan plan =
        windowsOf(
            request.plan(
                loaded,
                node -> Scorer.canServe(loaded, node) && !RequestOptions.needsModel(loaded, node)));
    Inputs inputs = request.inputs(loaded);
    sources.check(plan);
    SuppliedValues.of(plan, inputs); // which fails without them, before Spark starts
    StateManifest written =
        StateExport.of(plan, at, lateness)
            .write(sources.read(session.open(), loaded).inputs(inputs), out);
    for (StateManifest.PassState pass : written.passes()) {
      console
          .err()
          .printf(
              Locale.ROOT,
              "by %s: %,d keys, %,d bytes in %d files%n",
              String.join(", ", pass.by()),
              pass.keys(),
              pass.bytes(),
              pass.parts().size());
    }
    console
        .err()
        .printf(
            Locale.ROOT,
            "Saved the state as of %s to %s in %.1f s%n",
            at,
            out,
            Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return 0;
  }
}
