package rowan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.feature.FeatureVector;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.Model;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Plan;

public class ModelArtifactTest {

  @TempDir Path folder;

  @Source("payments")
  public record Payment(@RowKey long id, double amount, double usual) {}

  @Features(of = Payment.class)
  public abstract static class Scored {
    public static double ratio(double amount, double usual) {
      return amount / usual;
    }

    @FeatureVector
    abstract double[] inputs(double amount, double ratio);

    @Input
    abstract Model model();

    public static double score(Model model, double[] inputs) {
      return model.predict(inputs);
    }
  }

  private static final Graph GRAPH = Graph.of(Scored.class);

  private static ModelArtifact artifact(String... inputs) {
    double[] coefficients = {2, 3};
    return new ModelArtifact(
        "payments",
        "score",
        List.of(inputs),
        new LinearRegression(LinearPredictor.of(coefficients, 1)),
        Optional.empty(),
        new LinkedHashMap<>(Map.of("rows", "7")));
  }

  private void write(ModelArtifact artifact) throws IOException {
    for (Map.Entry<String, byte[]> file : artifact.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @Test
  void artifact_thatIsWrittenAndRead_servesTheScore() throws IOException {
    write(artifact("payments.amount", "ratio"));
    ModelArtifact read = ModelArtifact.read(folder);
    assertThat(read).isEqualTo(artifact("payments.amount", "ratio"));
    ModelUse use = read.in(GRAPH);
    Scorer scorer =
        Scorer.of(Plan.of(GRAPH, use.score().name()), Inputs.of(use.model().name(), read.model()));
    assertThat(scorer.score(new Payment(1, 10, 4)).asDouble("score"))
        .isEqualTo(2 * 10 + 3 * 2.5 + 1);
  }

  @Test
  void artifact_ofOtherInputs_isRefused() {
    assertThatThrownBy(() -> artifact("ratio", "payments.amount").in(GRAPH))
        .hasMessage(
            "Cannot use the model for score: 1 problem\n"
                + "1. [other-inputs] \"inputs\"\n"
                + "   The model was trained on [ratio, payments.amount], but the vector is now"
                + " [payments.amount, ratio]; train it anew.");
  }

  @Test
  void artifact_whoseModelIsAnother_isRefused() throws IOException {
    write(artifact("payments.amount", "ratio"));
    Files.writeString(folder.resolve(ModelArtifact.MODEL), "{}");
    assertThatThrownBy(() -> ModelArtifact.read(folder))
        .hasMessage(
            "Cannot read the model: 1 problem\n"
                + "1. [model-folder] "
                + folder
                + "\n   It is no complete model: model.json is not the one that artifact.json was"
                + " written for.");
  }

  @Test
  void artifact_withoutItsManifest_isRefused() throws IOException {
    write(artifact("payments.amount", "ratio"));
    Files.delete(folder.resolve(ModelArtifact.MANIFEST));
    assertThatThrownBy(() -> ModelArtifact.read(folder))
        .hasMessage(
            "Cannot read the model: 1 problem\n"
                + "1. [model-folder] "
                + folder
                + "\n   It is no complete model: it has no artifact.json.");
  }

  @Test
  void use_ofAFeatureWithoutAModel_isRefused() {
    assertThatThrownBy(() -> ModelUse.of(GRAPH, Optional.of("ratio")))
        .hasMessage(
            "Cannot find a model in Scored: 1 problem\n"
                + "1. [no-model] \"ratio\"\n"
                + "   Its method takes no model with a feature vector; name one of [score].");
  }
}
