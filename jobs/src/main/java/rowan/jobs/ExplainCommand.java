package rowan.jobs;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ExplainMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Problem;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.SuppliedValues;
import rowan.program.PlanPrograms;
import rowan.spark.SparkAdapter;

/** Prints how features are computed. */
@Command(
    name = "explain",
    description = {
      "Prints how features are computed: Rowan's plan, then Spark's when all inputs are given.",
      "A source that is not given is taken for an empty table."
    },
    footer = {
      "",
      "Example:",
      "  rowan explain --graph fraud --select during_night --source transactions=payments"
    })
final class ExplainCommand implements Action {

  private static final Set<String> ABSENT = Set.of("missing-input", "not-fitted");

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final ConditionOption condition = new ConditionOption();
  @Mixin private final DayOptions days = new DayOptions();
  @Mixin private final FittedOption fitted = new FittedOption();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--program",
      description =
          "Print the programs that row features are compiled to, in place of Spark's plan.")
  private boolean program;

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
    sources.checkKnown(plan);
    Inputs inputs = fitted.addTo(request.inputs(loaded), plan, session);
    List<String> missing = missing(plan, inputs);
    console.out().println("== Plan ==");
    console.out().println(plan.toString().stripTrailing());
    if (days.given()) {
      days.period().check(plan);
      console.out().println();
      console.out().println("== Events ==");
      days.period().describe(plan).forEach(console.out()::println);
    }
    if (program) {
      console.out().println();
      console.out().println("== Program ==");
      console.out().println(PlanPrograms.text(plan).stripTrailing());
      return 0;
    }
    if (!missing.isEmpty()) {
      console.err().println("Left out Spark's plan, which needs " + String.join(", ", missing));
      return 0;
    }
    SparkAdapter adapter =
        sources
            .readOrEmpty(session.open(), plan, (source, table) -> days.folders(plan, source, table))
            .inputs(inputs);
    Dataset<Row> rows = condition.addTo(days.given() ? days.addTo(adapter) : adapter).run(plan);
    console.out().println();
    console.out().println(sparkPlan(rows).stripTrailing());
    return 0;
  }

  /**
   * The inputs that are required, but not given.
   *
   * @throws CheckException when anything else is wrong with the inputs
   */
  private static List<String> missing(Plan plan, Inputs given) {
    try {
      SuppliedValues.of(plan, given);
      return List.of();
    } catch (CheckException e) {
      if (!e.problems().stream().allMatch(problem -> ABSENT.contains(problem.code()))) {
        throw e;
      }
      return e.problems().stream().map(Problem::place).toList();
    }
  }

  private static String sparkPlan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .explainString(ExplainMode.fromString("formatted"));
  }
}
