package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Fit;
import rowan.feature.Last;
import rowan.feature.Mean;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.feature.StdDev;
import rowan.fit.FitPlan;
import rowan.fit.FittedValues;
import rowan.graph.Graph;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;

/** A survey and logins: fitted in batch, then the same features in batch and in process. */
public class SurveyTest {

  /** A survey. */
  @Source("surveys")
  public record Survey(@RowKey long clientId, double budget, double age, @Nullable String gender) {}

  /** A login. */
  @Source("logins")
  public record Login(long clientId, @EventTime Instant loginTime) {}

  /** What the client did. */
  @Features(of = Login.class)
  @Over(by = "clientId")
  public abstract static class LoginFeatures {
    @Last
    abstract Instant lastLoggedIn(Instant loginTime);
  }

  /** What is known of the client. */
  @Features(of = Survey.class, uses = LoginFeatures.class)
  public abstract static class SurveyFeatures {
    @Fit
    @Mean
    abstract double ageMean(double age);

    @Fit
    @StdDev
    abstract double ageStddev(double age);

    /** The age against that of the training rows. */
    public static double ageNormalized(double age, double ageMean, double ageStddev) {
      return (age - ageMean) / ageStddev;
    }

    public static boolean isHighRoller(double budget) {
      return budget > 100;
    }

    public static long daysSinceLastLogin(@EventTime Instant executionTime, Instant lastLoggedIn) {
      return Duration.between(lastLoggedIn, executionTime).toDays();
    }
  }

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  private static final List<Survey> SURVEYS =
      List.of(
          new Survey(1, 120, 20, "f"),
          new Survey(2, 80, 30, null),
          new Survey(3, 300, 40, "m"),
          new Survey(4, 10, 50, "f"));

  private static final List<Login> LOGINS =
      List.of(
          new Login(1, TIME.minus(Duration.ofDays(9))),
          new Login(1, TIME.minus(Duration.ofDays(3))),
          new Login(3, TIME.minus(Duration.ofDays(1))));

  @Test
  void ageNormalized_isTheSameOfflineAndOnline() {
    SparkSession spark = Sessions.local();
    Graph graph = Graph.of(SurveyFeatures.class);
    SparkAdapter adapter =
        SparkAdapter.on(spark)
            .source("surveys", RecordTable.of(spark, graph, graph.sources().get(0), SURVEYS, 2))
            .source("logins", RecordTable.of(spark, graph, graph.sources().get(1), LOGINS, 2));
    FittedValues fitted = adapter.fit(FitPlan.of(graph));
    assertThat(fitted.values()).containsEntry("age_mean", 35.0);
    assertThat(fitted.values()).containsEntry("age_stddev", Math.sqrt(125));

    Plan plan =
        Plan.of(
            graph,
            Request.of("age_normalized", "is_high_roller", "days_since_last_login").asOf(TIME));
    List<Row> offline = adapter.fitted(fitted).run(plan).orderBy("client_id").collectAsList();
    FittedValues loaded = FittedValues.read(graph, fitted.toJson());
    Scorer scorer = Scorer.of(plan, loaded.giveTo(plan, Inputs.none()));
    LOGINS.forEach(scorer::observe);
    for (int i = 0; i < SURVEYS.size(); i++) {
      Scores online = scorer.score(SURVEYS.get(i));
      assertThat(offline.get(i).getDouble(1)).isEqualTo(online.asDouble("age_normalized"));
      assertThat(offline.get(i).get(2)).isEqualTo(online.value("is_high_roller"));
      assertThat(offline.get(i).get(3)).isEqualTo(online.value("days_since_last_login"));
    }
    assertThat(offline.get(0).getDouble(1)).isEqualTo((20 - 35.0) / Math.sqrt(125));
    assertThat(offline.get(0).getLong(3)).isEqualTo(3);
  }
}
