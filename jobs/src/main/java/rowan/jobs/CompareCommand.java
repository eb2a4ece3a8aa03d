package rowan.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.graph.Graph;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.spark.Parity;
import rowan.spark.ParityReport;
import rowan.spark.SparkAdapter;

/** Compares Spark with the in-process scorer. */
@Command(
    name = "compare",
    description = {
      "Computes features twice, on Spark and in process, and compares them bit by bit.",
      "Exits with 1 when any value differs."
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
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      description = "How many rows to compare. Default: all.")
  private long limit = Long.MAX_VALUE;

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
    Plan plan = request.plan(loaded, node -> true);
    Inputs inputs = request.inputs(loaded);
    sources.check(plan);
    SparkAdapter adapter = request.addTo(sources.read(session.open(), loaded), loaded);
    ParityReport report = Parity.compare(adapter, plan, inputs, limit);
    console.out().println("rows: " + report.rows());
    console.out().println("features: " + report.features());
    console.out().println("differing values: " + report.differing());
    report.examples().forEach(example -> console.out().println("  " + example));
    return report.differing() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
