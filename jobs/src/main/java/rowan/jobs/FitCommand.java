package rowan.jobs;

import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.fit.FitPlan;
import rowan.fit.FitStep;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.spark.TextFile;
import rowan.type.TextForm;

/** Fits values over training rows and writes them. */
@Command(
    name = "fit",
    description = {
      "Computes the fitted values of a graph over its training rows, and writes them to a file",
      "that rowan features --fitted and services read."
    },
    footer = {
      "",
      "Example:",
      "  rowan fit --graph com.shop.SurveyFeatures --source surveys=surveys.parquet --out fitted.json"
    })
final class FitCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final ConditionOption condition = new ConditionOption();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description = "The earliest event time of a training row. Default: the first there is.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = RequestOptions.TimeConverter.class,
      description = "What is later than the event times of all training rows. Default: no end.")
  private @Nullable Instant to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The JSON file to write. It must not exist yet.")
  private String out = "";

  @Option(names = "--overwrite", description = "Replace the file when it exists.")
  private boolean overwrite;

  FitCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "fit";
  }

  @Override
  public Integer call() {
    Graph loaded = graph.load();
    FitPlan plan =
        request.fitPlan(loaded).between(Optional.ofNullable(from), Optional.ofNullable(to));
    plan.steps().stream().map(FitStep::plan).forEach(sources::check);
    SparkSession spark = session.open();
    TextFile file = TextFile.at(spark, out);
    file.check(overwrite);
    FittedValues fitted =
        condition.addTo(sources.read(spark, loaded).inputs(request.inputs(loaded))).fit(plan);
    file.write(fitted.toJson(), overwrite);
    fitted
        .values()
        .forEach((name, value) -> console.out().println(name + " = " + TextForm.show(value)));
    fitted
        .training()
        .forEach(
            rows ->
                console
                    .err()
                    .printf(
                        "Fitted %s over %,d rows of %s%n",
                        String.join(", ", rows.values()), rows.rows(), rows.source()));
    return 0;
  }
}
