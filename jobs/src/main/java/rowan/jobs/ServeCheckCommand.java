package rowan.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import rowan.graph.Component;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.spark.Parity;
import rowan.spark.ParityReport;
import rowan.spark.SparkAdapter;
import rowan.spark.learn.TimeSplit;

/** Compares what a service would answer with what a batch computes. */
@Command(
    name = "serve-check",
    description = {
      "Computes the features and the score of a trained model twice, on Spark and in process as a"
          + " service would, event by event, and compares them bit by bit. Exits with 1 when any value"
          + " differs, or when there are no rows.",
      "Rows are those of the test that the model was trained with, unless --where says which."
    },
    footer = {"", "Example:", "  rowan serve-check --model model --source transactions=payments"})
final class ServeCheckCommand implements Action {

  private final Console console;

  @Mixin private final ModelOption model = new ModelOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final ScoredRowsOptions rows = new ScoredRowsOptions();
  @Mixin private final SessionOption session = new SessionOption();

  ServeCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "check the service";
  }

  @Override
  public Integer call() {
    SparkSession spark = session.open();
    ModelOption.Loaded loaded = model.load(spark);
    String score = loaded.use().score().name();
    List<String> features = new ArrayList<>(loaded.use().inputs());
    features.add(loaded.use().vector().name());
    features.add(score);
    Plan plan = rows.plan(loaded, features);
    loaded.reportChanges(console);
    SparkAdapter adapter = rows.chosen(rows.adapter(spark, loaded, sources), tested(loaded, plan));
    ParityReport report =
        Parity.compare(adapter, plan, loaded.inputs(plan), Long.MAX_VALUE, console.err()::println);
    if (report.rows() == 0) {
      console.err().println("Compared no rows: there are none in the time of the test.");
      return ExitCode.SOFTWARE;
    }
    long scores = report.differences().getOrDefault(score, 0L);
    console.out().println("rows: " + report.rows());
    console.out().println("differing features: " + (report.differing() - scores));
    console.out().println("differing scores: " + scores);
    report.examples().forEach(example -> console.out().println("  " + example));
    return report.differing() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** The time of the test, where rows have a time. */
  private static Optional<String> tested(ModelOption.Loaded loaded, Plan plan) {
    Map<String, String> about = loaded.artifact().about();
    String from = about.get("tested on rows from");
    String until = about.get("tested on rows until");
    if (from == null || until == null) {
      return Optional.empty();
    }
    return plan.spine()
        .flatMap(SourceTable::eventTime)
        .map(Component::column)
        .map(time -> TimeSplit.between(time, from, until));
  }
}
