package rowan.graph;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import rowan.type.Micros;

/**
 * A vector is known when its row is: it reaches no label, and nothing that is known later. A model
 * would else be trained on what it is not given when it is asked.
 */
final class VectorLeakRule implements Rule {

  @Override
  public void check(Draft draft, Consumer<Problem> report) {
    Lateness lateness = draft.lateness();
    for (DraftNode node : draft.topology().ordered()) {
      if (node.isVector() && !node.isLaterMember()) {
        node.dependencies().stream()
            .filter(member -> !lateness.of(member).isZero())
            .max(Comparator.comparing(lateness::of))
            .map(late -> problem(draft, node, late, lateness.of(late)))
            .ifPresent(report);
      }
    }
  }

  private static Problem problem(Draft draft, DraftNode vector, DraftNode late, Duration after) {
    return new Problem(
        "leak",
        vector.place(),
        "\"%s\" is known only %s after its row, so no model can be given it; take it out of the vector, or aggregate it with that delay."
            .formatted(late.graphName(), Micros.text(after)),
        draft.askedForBy(vector),
        List.of());
  }
}
