package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Count;
import rowan.feature.Empty;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.KnownAfter;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.Retention;

/** What is counted of a service that scores. */
public class MeteredScorerTest {

  @Source("payments")
  public record Payment(
      @RowKey long id,
      @EventTime Instant paidAt,
      long customer,
      double amount,
      @Nullable String shop,
      @KnownAfter("7d") @Nullable Integer fraud) {}

  @Features(of = Payment.class)
  @Over(by = "customer", window = "1d")
  public abstract static class Scored {
    @Count
    abstract long paid();

    @Mean
    abstract double usual(double amount);

    @Mean
    @Empty(0)
    abstract double usualOr0(double amount);

    public static boolean inShop(@Nullable String shop) {
      return shop != null;
    }

    public static long share(double amount) {
      return 100 / (long) amount;
    }
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private static Payment payment(long id, Duration later, double amount, @Nullable String shop) {
    return new Payment(id, NOON.plus(later), 7, amount, shop, null);
  }

  private MeteredScorer scorer(Retention retention) {
    Plan plan =
        Plan.of(Graph.of(Scored.class), "paid_1d", "usual_1d", "usual_or0_1d", "in_shop", "share");
    return new MeteredScorer(Scorer.of(plan, Inputs.none(), retention), registry, "model", "a");
  }

  private double count(String name, String... tags) {
    return registry.get(name).tag("model", "a").tags(tags).counter().count();
  }

  @Test
  void meters_tellWhatHappened() {
    MeteredScorer scorer = scorer(Retention.DEFAULT.lateness(Duration.ofHours(1)));
    scorer.scoreAndObserve(payment(1, Duration.ZERO, 10, null));
    scorer.score(payment(2, Duration.ofHours(2), 20, "x"));
    scorer.score(payment(2, Duration.ofHours(2), 20, "x"), scorer.scorer().newScores());
    assertThat(scorer.observe(payment(3, Duration.ofHours(5), 30, null))).isTrue();
    assertThat(scorer.observe(payment(4, Duration.ofHours(1), 30, null))).isFalse();
    assertThatThrownBy(() -> scorer.score(payment(5, Duration.ofHours(5), 0, "y")))
        .isInstanceOf(FeatureException.class);
    assertThat(registry.get("rowan.score").timer().count()).isEqualTo(4);
    assertThat(registry.get("rowan.observe").timer().count()).isEqualTo(2);
    assertThat(count("rowan.score.failures")).isEqualTo(1);
    assertThat(count("rowan.score.incomplete")).isZero();
    assertThat(count("rowan.inputs.missing", "column", "shop")).isEqualTo(1);
    assertThat(registry.find("rowan.inputs.missing").counters()).hasSize(1);
    for (String feature : new String[] {"paid_1d", "usual_1d", "usual_or0_1d"}) {
      assertThat(count("rowan.windows.empty", "feature", feature)).as(feature).isEqualTo(1);
    }
    assertThat(registry.get("rowan.events.late").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("rowan.events.ahead").functionCounter().count()).isZero();
  }

  @Test
  void scores_areThoseOfTheScorer() {
    MeteredScorer scorer = scorer(Retention.DEFAULT);
    scorer.observe("payments", values(1, 10));
    Scores scores = scorer.score(values(2, 20));
    assertThat(scores.asLong("paid_1d")).isEqualTo(1);
    assertThat(scorer.scoreAndObserve(values(2, 20)).asDouble("usual_1d")).isEqualTo(10);
    assertThat(scorer.score(payment(3, Duration.ofHours(1), 1, null)).asDouble("usual_1d"))
        .isEqualTo(15);
  }

  private static Map<String, Object> values(long id, double amount) {
    return Map.of(
        "id", id, "paid_at", NOON.plusSeconds(id), "customer", 7L, "amount", amount, "shop", "x");
  }

  @Test
  void rowsThatLackEvents_areCounted() {
    MeteredScorer scorer = scorer(Retention.DEFAULT.mostEvents(1));
    for (int i = 1; i < 4; i++) {
      scorer.scoreAndObserve(payment(i, Duration.ofMinutes(i), 10, "x"));
    }
    assertThat(count("rowan.score.incomplete")).isEqualTo(1);
  }
}
