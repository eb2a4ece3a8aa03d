package rowan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rowan.contract.Arrivals.Arrival;
import rowan.contract.Arrivals.Kind;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Plan;
import rowan.type.Bits;
import rowan.type.TextForm;

/** Tells and asks a scorer of rows in the order of their times, and checks it by the definition. */
public final class Replay {

  private Replay() {}

  /**
   * Replays rows.
   *
   * @param from the time of the first; the scorer knows those before it, in microseconds
   */
  public static void assertReplayed(Plan plan, List<Record> rows, long from, Scorer scorer) {
    WindowOracle oracle = new WindowOracle(plan, rows);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    for (Arrival arrival : Arrivals.inOrder(plan, rows)) {
      boolean isObserved = observed.contains(arrival.source());
      if (arrival.time() >= from && arrival.kind() == Kind.ASKS) {
        Scores scores =
            plan.asOf().isEmpty() && isObserved
                ? scorer.scoreAndObserve(arrival.known())
                : scorer.score(arrival.known());
        assertSame(arrival.row(), oracle.features(arrival.row()), scores);
      } else if (arrival.time() >= from && isObserved) {
        scorer.observe(arrival.known());
      }
    }
  }

  /** Checks all features of a row, bit by bit. */
  public static void assertSame(Record row, Map<String, @Nullable Object> expected, Scores actual) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (feature, value) -> {
          Object scored = actual.value(feature);
          if (!Bits.equal(value, scored)) {
            differences.add(
                "%s: expected %s but was %s"
                    .formatted(feature, TextForm.show(value), TextForm.show(scored)));
          }
        });
    assertThat(differences).as("features of %s", row).isEmpty();
  }
}
