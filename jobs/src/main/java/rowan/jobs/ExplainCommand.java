package rowan.jobs;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ExplainMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rowan.graph.Graph;
import rowan.plan.Plan;

/** Prints how features are computed. */
@Command(
    name = "explain",
    description = {
      "Prints how features are computed: Rowan's plan, then Spark's.",
      "A source that is not given is taken for an empty table."
    },
    footer = {
      "",
      "Example:",
      "  rowan explain --graph fraud --select during_night --source transactions=payments"
    })
final class ExplainCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final SessionOption session = new SessionOption();

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "explain the plan";
  }

  @Override
  public Integer call() {
    Graph loaded = graph.load();
    Plan plan = request.plan(loaded, node -> true);
    request.inputs(loaded);
    sources.checkKnown(plan);
    Dataset<Row> rows = request.addTo(sources.readOrEmpty(session.open(), plan), loaded).run(plan);
    console.out().println("== Plan ==");
    console.out().println(plan.toString().stripTrailing());
    console.out().println();
    console.out().println(sparkPlan(rows).stripTrailing());
    return 0;
  }

  private static String sparkPlan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .explainString(ExplainMode.fromString("formatted"));
  }
}
