package rowan.defs.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import rowan.feature.Model;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;

class FraudModelTest {

  private static final Graph GRAPH = Graph.of(FraudModel.class);

  @Test
  void firstPaymentOfAll_hasAScore() {
    Model model = inputs -> inputs.length;
    Scorer scorer =
        Scorer.of(
            Plan.of(GRAPH, "published_inputs", "published_score", "fraud_score"),
            Inputs.of("published_model", model).with("fraud_model", model));
    Scores scores =
        scorer.score(new Transaction(1, Instant.parse("2018-04-07T03:00:00Z"), 10, 20, 12.5, null));
    assertThat((double[]) scores.value("published_inputs"))
        .containsExactly(12.5, 1, 1, 1, 1, 1, 12.5, 12.5, 12.5, 0, 0, 0, 0, 0, 0);
    assertThat(scores.asDouble("published_score")).isEqualTo(15);
    assertThat(scores.asDouble("fraud_score")).isEqualTo(48);
  }
}
