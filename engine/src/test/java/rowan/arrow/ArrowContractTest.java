package rowan.arrow;

import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import rowan.contract.AdapterContract;
import rowan.contract.Everything;
import rowan.plan.Inputs;
import rowan.plan.Plan;

/** The contract, on a batch; all memory is given back, also when a row fails. */
class ArrowContractTest extends AdapterContract {

  @Override
  protected List<Map<String, @Nullable Object>> run(
      Plan plan, Inputs inputs, List<Everything> rows) {
    ArrowScorer scorer = ArrowScorer.of(plan, inputs);
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot batch = EverythingBatch.of(rows, memory);
        VectorSchemaRoot scores = scorer.newScores(memory)) {
      scorer.score(batch, scores);
      return ArrowValues.features(plan, scores);
    }
  }
}
