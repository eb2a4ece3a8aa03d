package rowan.inprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rowan.contract.AdapterContract;
import rowan.contract.Everything;
import rowan.graph.Node;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/** The contract, on records scored in process. */
class ScorerContractTest extends AdapterContract {

  @Override
  protected List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows) {
    Scorer scorer = Scorer.of(plan, inputs);
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Everything row : rows) {
      Scores scores = scorer.score(row);
      Map<String, @Nullable Object> features = new LinkedHashMap<>();
      for (Node node : plan.features()) {
        features.put(node.name(), scores.value(node.name()));
      }
      results.add(features);
    }
    return results;
  }
}
