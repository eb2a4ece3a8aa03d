package rowan.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.SuppliedValues;
import rowan.spark.Parity;
import rowan.spark.ParityReport;
import rowan.spark.SparkAdapter;
import rowan.spark.StateExport;
import rowan.state.Retention;
import rowan.state.SavedState;

/** Compares Spark with the in-process scorer. */
@Command(
    name = "compare",
    description = {
      "Computes features twice, on Spark and in process, and compares them bit by bit.",
      "Exits with 1 when any value differs, or when there are no rows."
    },
    footer = {
      "",
      "Example:",
      "  rowan compare --graph fraud --source transactions=payments --limit 100000"
    })
final class CompareCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final ConditionOption condition = new ConditionOption();
  @Mixin private final FittedOption fitted = new FittedOption();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      converter = RowLimit.class,
      description = "How many rows to compare. Default: all.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--handover",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description =
          "Save the state as of this time, such as 2026-01-31, load it into the scorer, and compare"
              + " the rows that ask from then on. Default: the scorer is told of all events.")
  private @Nullable Instant handover;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "compare";
  }

  @Override
  public Integer call() {
    Graph loaded = graph.load();
    Plan plan =
        request.plan(
            loaded,
            node -> Scorer.canServe(loaded, node) && !RequestOptions.needsModel(loaded, node));
    sources.check(plan);
    Inputs inputs = fitted.addTo(request.inputs(loaded), plan, session);
    SuppliedValues.of(plan, inputs); // which fails without them, before Spark starts
    SparkAdapter adapter = condition.addTo(sources.read(session.open(), loaded).inputs(inputs));
    ParityReport report =
        handover == null
            ? Parity.compare(adapter, plan, inputs, limit, console.err()::println)
            : compareAfter(adapter, plan, inputs, handover);
    if (report.rows() == 0) {
      console.err().println("Compared no rows: the source is empty, or --where leaves none of it.");
      return ExitCode.SOFTWARE;
    }
    console.out().println("rows: " + report.rows());
    console.out().println("features: " + report.features());
    console.out().println("differing values: " + report.differing());
    report.examples().forEach(example -> console.out().println("  " + example));
    request.reportLeftOut(plan, "what cannot be served", console);
    return report.differing() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ParityReport compareAfter(SparkAdapter adapter, Plan plan, Inputs inputs, Instant cut) {
    try {
      Path folder = Files.createTempDirectory("rowan-state");
      try {
        Path state = folder.resolve("state");
        StateExport.of(plan, cut, Retention.DEFAULT.lateness())
            .write(adapter.inputs(inputs), state.toUri().toString());
        return Parity.compareAfter(
            adapter, plan, inputs, limit, SavedState.in(state), cut, console.err()::println);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the state: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A number of rows that a comparison says something about. */
  static final class RowLimit implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) == 0) {
        throw new TypeConversionException("'%s' is not a number of rows, from 1".formatted(text));
      }
      return Long.valueOf(text);
    }
  }
}
