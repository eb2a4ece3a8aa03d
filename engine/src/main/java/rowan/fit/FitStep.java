package rowan.fit;

import java.util.List;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Plan;

/**
 * One pass over the training rows of a source.
 *
 * @param level how many passes must have been before; equal for passes that do not need each other
 * @param plan computes what the fitted values read of each row
 * @param values the nodes that are fitted
 */
public record FitStep(int level, Plan plan, List<Node> values) {

  public FitStep {
    values = List.copyOf(values);
  }

  /** The source of the training rows. */
  public SourceTable source() {
    return plan.spine().orElseThrow();
  }
}
