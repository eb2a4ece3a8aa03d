package rowan.jobs;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import rowan.graph.Graph;
import rowan.model.ModelArtifact;
import rowan.model.ModelUse;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.spark.learn.ArtifactFolder;
import rowan.spark.learn.DefinitionsFingerprint;

/** The option that says which trained model. */
final class ModelOption {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A folder that the command train wrote.")
  private String folder = "";

  /** The model with its graph. */
  Loaded load(SparkSession spark) {
    ModelArtifact artifact = ArtifactFolder.at(spark, folder, false).read();
    Graph graph = GraphCatalog.onClassPath().load(artifact.graph());
    return new Loaded(artifact, graph, artifact.in(graph));
  }

  /** A model, its graph, and where the one uses the other. */
  record Loaded(ModelArtifact artifact, Graph graph, ModelUse use) {

    Inputs inputs(Plan plan) {
      return artifact.inputs(plan);
    }

    /** Tells when features are computed by other code than the model was trained with. */
    void reportChanges(Console console) {
      String now = DefinitionsFingerprint.of(graph, use.score());
      if (!now.equals(artifact.about().get("definitions"))) {
        console
            .err()
            .println("The definitions of the features have changed since the model was trained.");
      }
    }
  }
}
