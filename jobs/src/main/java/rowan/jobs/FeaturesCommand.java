package rowan.jobs;

import java.time.Duration;
import java.time.Instant;
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
import rowan.graph.Graph;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.SuppliedValues;
import rowan.spark.FeatureOutput;
import rowan.spark.HotKeySummary;
import rowan.spark.OutputFormat;
import rowan.spark.SparkAdapter;

/** Computes features and writes them. */
@Command(
    name = "features",
    description = {
      "Computes features on Spark and writes the row key, the event time and the features.",
      "The folder appears when it is complete, or not at all."
    },
    footer = {
      "",
      "Example:",
      "  rowan features --graph fraud --source transactions=payments --out features \\",
      "    --select during_night,during_weekend --where 'tx_amount > 100' --format csv"
    })
final class FeaturesCommand implements Action {

  private final Console console;

  @Mixin private final GraphOption graph = new GraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final RequestOptions request = new RequestOptions();
  @Mixin private final ConditionOption condition = new ConditionOption();
  @Mixin private final DayOptions days = new DayOptions();
  @Mixin private final FittedOption fitted = new FittedOption();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "parquet",
      description = "parquet, csv, json or arrow. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.PARQUET;

  FeaturesCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "compute features";
  }

  @Override
  public Integer call() throws InterruptedException {
    Instant start = Instant.now();
    Graph loaded = graph.load();
    Plan plan =
        request.plan(
            loaded, node -> format.holds(node.type()) && !RequestOptions.needsModel(loaded, node));
    sources.check(plan);
    Inputs inputs = fitted.addTo(request.inputs(loaded), plan, session);
    SuppliedValues.of(plan, inputs); // which fails without them, before Spark starts
    if (days.given()) {
      days.period().check(plan);
    }
    SparkSession spark = session.open();
    FeatureOutput folder = output.open(spark, format);
    if (days.given()) {
      folder.checkDays(plan);
    } else {
      folder.check(plan);
    }
    sources.checkOutside(output.folder(), spark);
    SparkAdapter given =
        sources
            .read(spark, loaded, (source, table) -> days.folders(plan, source, table))
            .inputs(inputs);
    SparkAdapter adapter = days.given() ? days.addTo(given) : given;
    Dataset<Row> features = condition.addTo(adapter).run(plan);
    long rows = write(features, plan, folder);
    Optional<String> state = days.save(plan, adapter);
    request.reportLeftOut(plan, "what %s cannot hold".formatted(format.label()), console);
    console
        .err()
        .printf(
            Locale.ROOT,
            "Wrote %,d rows with %d features to %s in %.1f s%n",
            rows,
            plan.features().size(),
            output.folder(),
            Duration.between(start, Instant.now()).toMillis() / 1000.0);
    HotKeySummary.of(features).forEach(key -> console.err().printf("Cut a hot key: %s%n", key));
    state.ifPresent(saved -> console.err().printf("Saved the state to %s%n", saved));
    return 0;
  }

  /** Writes the rows, and counts them as they pass. */
  private long write(Dataset<Row> rows, Plan plan, FeatureOutput folder)
      throws InterruptedException {
    Observation written = new Observation();
    Dataset<Row> counted = rows.observe(written, functions.count(functions.lit(1)).as("rows"));
    if (days.given()) {
      folder.writeDays(counted, days.dayOf(plan), days.days());
    } else {
      folder.write(counted);
    }
    return written.getAsJava().get("rows") instanceof Long count ? count : 0;
  }
}
