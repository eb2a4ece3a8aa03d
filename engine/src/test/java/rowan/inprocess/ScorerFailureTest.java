package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import rowan.aggregate.Bounds;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.Sum;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Plan;

/** A row that cannot be scored leaves no trace in the windows. */
public class ScorerFailureTest {

  /** A deposit. */
  @Source("deposits")
  public record Deposit(@RowKey long id, @EventTime Instant at, long account, long cents) {}

  /** What was deposited so far. */
  @Features(of = Deposit.class)
  @Over(by = "account", window = "1d", bounds = Bounds.UP_TO)
  public abstract static class Deposits {
    @Count
    abstract long deposits();

    @Sum
    abstract long total(long cents);
  }

  @Test
  void rowWhoseSumDoesNotFit_isNotSeenByLaterOnes() {
    Scorer scorer = Scorer.of(Plan.of(Graph.of(Deposits.class), "deposits_1d", "total_1d"));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    scorer.observe(new Deposit(1, at, 7, Long.MAX_VALUE - 5));

    assertThatThrownBy(() -> scorer.scoreAndObserve(new Deposit(2, at.plusSeconds(1), 7, 6)))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot compute total_1d: the sum 9223372036854775808 does not fit a long, in row"
                + " Deposit[id=2, at=2026-01-01T00:00:01Z, account=7, cents=6]");

    Scores scores = scorer.score(new Deposit(3, at.plusSeconds(2), 7, 5));
    assertThat(scores.asLong("deposits_1d")).isEqualTo(2);
    assertThat(scores.asLong("total_1d")).isEqualTo(Long.MAX_VALUE);
  }
}
