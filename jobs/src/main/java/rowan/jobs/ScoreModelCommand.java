package rowan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.plan.Plan;
import rowan.spark.FeatureOutput;
import rowan.spark.OutputFormat;
import rowan.spark.SparkAdapter;

/** Scores rows with a trained model, on Spark. */
@Command(
    name = "score",
    description = {
      "Computes the features of a trained model and its score on Spark, and writes the row key, the"
          + " event time and the score. The folder appears when it is complete, or not at all.",
      "Without --model, it scores an Arrow file instead, without Spark: rowan score --help."
    },
    footer = {
      "",
      "Example:",
      "  rowan score --model model --source transactions=payments --out scores"
    })
final class ScoreModelCommand implements Action {

  private final Console console;

  @Mixin private final ModelOption model = new ModelOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final ScoredRowsOptions rows = new ScoredRowsOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      description = "parquet, csv or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.PARQUET;

  ScoreModelCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "score the rows";
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant start = Instant.now();
    SparkSession spark = session.open();
    ModelOption.Loaded loaded = model.load(spark);
    Plan plan = rows.plan(loaded, List.of(loaded.use().score().name()));
    FeatureOutput folder = output.open(spark, format);
    folder.check(plan);
    sources.checkOutside(output.folder(), spark);
    SparkAdapter adapter = rows.adapter(spark, loaded, sources).inputs(loaded.inputs(plan));
    loaded.reportChanges(console);
    Observation written = new Observation();
    Dataset<Row> scored = rows.chosen(adapter, Optional.empty()).run(plan);
    folder.write(scored.observe(written, functions.count(functions.lit(1)).as("rows")));
    console
        .err()
        .printf(
            Locale.ROOT,
            "Scored %,d rows to %s in %.1f s%n",
            (Long) written.getAsJava().get("rows"),
            output.folder(),
            Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return 0;
  }
}
