package rowan.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.model.ModelArtifact;
import rowan.model.ModelUse;
import rowan.spark.SparkAdapter;
import rowan.spark.TextFile;
import rowan.spark.learn.ArtifactFolder;
import rowan.spark.learn.ModelCard;
import rowan.spark.learn.ModelFamilies;
import rowan.spark.learn.Trained;
import rowan.spark.learn.Training;
import rowan.spark.learn.TrainingRequest;

/** Trains a model. */
@Command(
    name = "train",
    description = {
      "Trains the model that a graph uses for a score, tests it on rows that it never saw, prints how"
          + " good it is there, and writes a folder that the commands score and serve-check take.",
      "The score says by a tag what the model learns to predict. A column that is known late is"
          + " learned on a week and tested on one after its delay, settings being chosen on earlier"
          + " weeks; a @Label as of one day is learned on some customers and tested on others."
    },
    footer = {
      "",
      "Examples:",
      "  rowan train --graph fraud --source transactions=payments --out model",
      "  rowan train --graph fraud --score published_score --model logistic_regression \\",
      "    --source transactions=payments --train-from 2018-07-25 --json metrics.json",
      "  rowan train --graph ltv --source purchases=purchases.csv --holdout-keys customers.csv"
    })
final class TrainCommand implements Action {

  private final Console console;

  @Mixin private final TrainedGraphOption graph = new TrainedGraphOption();
  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final PeriodOptions period = new PeriodOptions();
  @Mixin private final HoldoutOptions holdout = new HoldoutOptions();
  @Mixin private final SessionOption session = new SessionOption();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The kind of model: random_forest (the default), boosted_trees, logistic_regression or"
              + " xgboost; of customers linear_regression (the default), boosted_trees, random_forest or two_stages.")
  private @Nullable String family;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "How many times to train, each with other random choices; the model is the mean of all."
              + " Default: ${DEFAULT-VALUE}.")
  private int seeds = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write. It must not exist yet. Default: none is written.")
  private @Nullable String out;

  @Option(names = "--overwrite", description = "Replace the folder as a whole when it exists.")
  private boolean overwrite;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write how good the model is to this file, as one line of JSON.")
  private @Nullable String json;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "train the model";
  }

  @Override
  public Integer call() {
    Graph loaded = graph.load();
    ModelUse use = graph.use(loaded);
    sources.checkKnown(loaded);
    SparkSession spark = session.open();
    Optional<ArtifactFolder> folder =
        Optional.ofNullable(out).map(name -> ArtifactFolder.at(spark, name, overwrite));
    folder.ifPresent(ArtifactFolder::check);
    Trained trained = train(loaded, use, spark);
    folder.ifPresent(to -> write(loaded, use, trained, to));
    writeJson(trained, spark);
    console.out().println(trained.perSeed().json());
    return 0;
  }

  private Trained train(Graph loaded, ModelUse use, SparkSession spark) {
    Training training = Training.of(loaded, use);
    if (training.label().label()) {
      SpineKeys spine = new SpineKeys(spark, loaded, use, sources);
      Instant asOf = holdout.asOf(spine, training.label());
      return training.customers(
          spine.adapter(asOf), asOf, holdout.keys(spark), request(ModelFamilies.ofCustomers()));
    }
    SparkAdapter adapter = sources.read(spark, loaded);
    return training.cards(
        adapter, period.split(adapter, loaded, training.label()), request(ModelFamilies.ofCards()));
  }

  private TrainingRequest request(List<String> families) {
    String name = Optional.ofNullable(family).orElse(families.get(0));
    ModelFamilies.check(name, families);
    return new TrainingRequest(name, seeds, console.err()::println);
  }

  private void write(Graph loaded, ModelUse use, Trained trained, ArtifactFolder folder) {
    ModelArtifact artifact =
        new ModelArtifact(
            graph.name(),
            use.score().name(),
            use.inputs(),
            trained.model(),
            trained.fitted().map(FittedValues::toJson),
            trained.about());
    Map<String, byte[]> further = new LinkedHashMap<>();
    further.put("metrics.json", line(trained).getBytes(StandardCharsets.UTF_8));
    further.put(ModelCard.FILE, ModelCard.of(artifact, loaded, trained));
    folder.write(artifact, further);
    console.err().println("Wrote " + out);
  }

  private void writeJson(Trained trained, SparkSession spark) {
    if (json != null) {
      TextFile.at(spark, json).write(line(trained), true);
    }
  }

  /** The mean of the models of all seeds, as the published figures are. */
  private static String line(Trained trained) {
    return trained.perSeed().json() + "\n";
  }
}
