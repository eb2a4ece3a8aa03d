package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.feature.Digits;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Input;
import rowan.feature.KnownAfter;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.TinyOperators.Count;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;

/** What the contract does not cover: rows as maps, typed access, threads, what cannot be served. */
public class ScorerTest {

  @Source("trips")
  public record Trip(
      @RowKey long tripId,
      Instant startedAt,
      double distanceKm,
      @Nullable Integer passengers,
      @Digits(precision = 6, scale = 2) BigDecimal fare,
      @KnownAfter("2d") @Nullable Boolean disputed) {}

  @Features(of = Trip.class)
  public abstract static class TripFeatures {
    @Input
    public static double farKm() {
      return 10;
    }

    public static boolean far(double distanceKm, double farKm) {
      return distanceKm > farKm;
    }

    public static float halfDistance(double distanceKm) {
      return (float) (distanceKm / 2);
    }

    public static int seats(int passengers) {
      return 1 + passengers;
    }

    public static long tripNumber(long tripId) {
      return tripId + 1;
    }

    public static BigDecimal tip(BigDecimal fare) {
      return fare.movePointLeft(1);
    }

    public static int bad(int passengers) {
      return 1 / passengers;
    }

    public static boolean trouble(boolean disputed) {
      return disputed;
    }
  }

  @Features
  public abstract static class Greeting {
    @Input
    abstract String name();

    public static String greeting(String name) {
      return "hello " + name;
    }
  }

  private static final Graph GRAPH = Graph.of(TripFeatures.class);
  private static final Trip TRIP =
      new Trip(4, Instant.EPOCH, 12.5, 3, new BigDecimal("20.00"), null);

  private static Scorer scorer(String... features) {
    return Scorer.of(Plan.of(GRAPH, features));
  }

  private static Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("trip_id", 4);
    row.put("distanceKm", 12.5f);
    row.put("PASSENGERS", null);
    row.put("fare", new BigDecimal("20"));
    return row;
  }

  @Test
  void scores_areReadTyped_byNameAndByPosition() {
    Scores scores =
        scorer("far", "half_distance", "seats", "trip_number", "tip", "trips.distance_km")
            .score(TRIP);
    assertThat(scores.asBoolean("far")).isTrue();
    assertThat(scores.asFloat("halfDistance")).isEqualTo(6.25f);
    assertThat(scores.asInt(scores.position("seats"))).isEqualTo(4);
    assertThat(scores.asLong("seats")).isEqualTo(4L);
    assertThat(scores.asLong("TRIP_NUMBER")).isEqualTo(5L);
    assertThat(scores.asDouble("half_distance")).isEqualTo(6.25);
    assertThat(scores.asDouble("trip_number")).isEqualTo(5.0);
    assertThat(scores.value("tip")).isEqualTo(new BigDecimal("2.000000000000000000"));
    assertThat(scores.asDouble("distance_km")).isEqualTo(12.5);
    assertThat(scores.asMap().keySet())
        .containsExactly("far", "half_distance", "seats", "trip_number", "tip", "distance_km");
  }

  @Test
  void scores_readAsWhatTheyAreNot_say() {
    Scores scores = scorer("far", "seats").score(row());
    assertThat(scores.isNull("seats")).isTrue();
    assertThat(scores.value("seats")).isNull();
    assertThatThrownBy(() -> scores.asInt("seats"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read seats as a int: it is null; ask isNull first");
    assertThatThrownBy(() -> scores.asDouble("far"))
        .hasMessage("Cannot read far as a double: it is a boolean");
    assertThatThrownBy(() -> scores.asInt("seat"))
        .hasMessage("No feature of the plan is called \"seat\"; did you mean seats?");
  }

  @Test
  void scores_thatAreReused_holdTheLatestRow_nullsToo() {
    Scorer scorer = scorer("seats", "far", "tip");
    Scores scores = scorer.newScores();
    scorer.score(TRIP, scores);
    assertThat(scores.asMap().toString())
        .isEqualTo("{seats=4, far=true, tip=2.000000000000000000}");
    scorer.score(new Trip(5, Instant.EPOCH, 1, null, BigDecimal.ONE, null), scores);
    assertThat(scores.asMap().toString())
        .isEqualTo("{seats=null, far=false, tip=0.100000000000000000}");
    scorer.score(TRIP, scores);
    assertThat(scores.asInt("seats")).isEqualTo(4);
  }

  @Test
  void scores_ofAnotherScorer_areRefused() {
    Scores others = scorer("far").newScores();
    assertThatThrownBy(() -> scorer("far").score(TRIP, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("These scores are of another scorer");
  }

  @Test
  void scores_forAModel_areDoubles() {
    Scorer scorer = scorer("trip_number", "far", "half_distance", "seats");
    assertThat(scorer.score(TRIP).toArray()).containsExactly(5, 1, 6.25, 4);
    double[] into = new double[5];
    scorer.score(new Trip(5, Instant.EPOCH, 1, null, BigDecimal.ONE, null)).copyTo(into);
    assertThat(into).containsExactly(6, 0, 0.5, Double.NaN, 0);
    assertThatThrownBy(() -> scorer("tip").score(TRIP).toArray())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read tip as a double: it is a decimal(38,18)");
  }

  public record Result(
      boolean far, double seats, @Nullable Long tripNumber, @Nullable BigDecimal tip) {}

  public record Narrow(int tripNumber) {}

  public record Unknown(int seat) {}

  @Test
  void scores_asARecord_areWidened() {
    Scorer scorer = scorer("tip", "far", "seats", "trip_number");
    Scores scores = scorer.score(TRIP);
    assertThat(scores.as(Result.class))
        .isEqualTo(new Result(true, 4.0, 5L, new BigDecimal("2.000000000000000000")));
    assertThatThrownBy(() -> scores.as(Narrow.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot put 5 into int tripNumber of a rowan.inprocess.ScorerTest$Narrow");
    assertThatThrownBy(() -> scores.as(Unknown.class))
        .hasMessage("No feature of the plan is called \"seat\"; did you mean seats?");
    assertThatThrownBy(
            () ->
                scorer
                    .score(new Trip(5, Instant.EPOCH, 1, null, BigDecimal.ONE, null))
                    .as(Result.class))
        .hasMessage("Cannot put null into double seats of a rowan.inprocess.ScorerTest$Result");
  }

  @Test
  void rows_scoredTogether_areScoredInOrder() {
    Scorer scorer = scorer("trip_number");
    List<Trip> trips =
        IntStream.range(0, 5)
            .mapToObj(i -> new Trip(i, Instant.EPOCH, 1, null, BigDecimal.ONE, null))
            .toList();
    assertThat(scorer.scoreAll(trips))
        .extracting(each -> each.asLong("trip_number"))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void record_withNullsWhereNoneMayBe_namesThemAll_beforeAnyFeatureIsComputed() {
    Trip row = new Trip(4, null, 12.5, 0, null, null);
    assertThatThrownBy(() -> scorer("bad", "tip").score(row))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot score row Trip[tripId=4, startedAt=null, distanceKm=12.5, passengers=0, fare=null,"
                + " disputed=null]: column fare is null, but not declared @Nullable");
  }

  @Test
  void map_needsOnlyTheColumnsThatFeaturesNeed_inAnySpelling() {
    assertThat(scorer("far").score(Map.of("distance_KM", 3)).asBoolean("far")).isFalse();
  }

  @Test
  void map_withColumnsMissingNullOrOfAnotherType_namesThemAll() {
    Map<String, @Nullable Object> row = new java.util.TreeMap<>();
    row.put("distance_kms", 1.0);
    row.put("fare", null);
    row.put("trip_id", "x");
    assertThatThrownBy(() -> scorer("far", "seats", "tip", "trip_number").score(row))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot score row {distance_kms=1.0, fare=null, trip_id=x}: column trip_id is \"x\", not a"
                + " long: expected a Long; column distance_km is missing (the row has distance_kms);"
                + " column passengers is missing; column fare is null, but not declared @Nullable");
  }

  @Test
  void map_withAColumnTwice_isRefused() {
    Map<String, Object> row =
        new java.util.TreeMap<>(Map.of("distance_km", 1.0, "distanceKm", 2.0));
    assertThatThrownBy(() -> scorer("far").score(row))
        .hasMessage("Cannot score a row: its columns distanceKm and distance_km are one name");
  }

  @Test
  void failure_namesTheFeatureAndTheRow() {
    Trip empty = new Trip(4, Instant.EPOCH, 12.5, 0, BigDecimal.ONE, null);
    assertThatThrownBy(() -> scorer("far", "bad").score(empty))
        .isInstanceOf(FeatureException.class)
        .hasMessage(
            "Cannot compute bad: rowan.inprocess.ScorerTest.TripFeatures.bad threw"
                + " java.lang.ArithmeticException: / by zero for (passengers = 0), in row Trip[tripId=4,"
                + " startedAt=1970-01-01T00:00:00Z, distanceKm=12.5, passengers=0, fare=1,"
                + " disputed=null]")
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void recordOfAnotherSource_isRefused() {
    record Other(long tripId) {}
    assertThatThrownBy(() -> scorer("far").score(new Other(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot score a rowan.inprocess.ScorerTest$1Other; the plan computes");
    Scorer scorer = scorer("far");
    assertThatThrownBy(() -> scorer.score(new Other(1), scorer.newScores()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot score a rowan.inprocess.ScorerTest$1Other; the plan computes features of"
                + " rowan.inprocess.ScorerTest$Trip");
  }

  @Test
  void featureThatIsKnownLate_cannotBeServed() {
    assertThatThrownBy(() -> scorer("far", "trouble"))
        .isInstanceOf(CheckException.class)
        .hasMessageStartingWith("Cannot serve features of TripFeatures: 1 problem\n1. [known-late]")
        .hasMessageContaining("\"trouble\" is known only");
  }

  @Test
  void planWithoutRows_isScoredWithoutOne() {
    Plan plan = Plan.of(Graph.of(Greeting.class), "greeting");
    assertThat(Scorer.of(plan, Inputs.of("name", "world")).score().value("greeting"))
        .isEqualTo("hello world");
    assertThatThrownBy(() -> scorer("far").score())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot score without a row; the plan computes features of");
  }

  @Source("days")
  public record Day(@RowKey long id, @EventTime LocalDate day, @Nullable Integer guests) {}

  @Features(of = Day.class)
  public abstract static class DayFeatures {
    public static long seconds(@EventTime Instant now) {
      return now.getEpochSecond();
    }

    @Count
    @Over(by = "id")
    abstract long counted();
  }

  @Test
  void asOfTime_ofADate_isMidnightUtc() {
    Scorer scorer = Scorer.of(Plan.of(Graph.of(DayFeatures.class), "seconds"));

    assertThat(scorer.score(new Day(1, LocalDate.of(1970, 1, 2), null)).asLong("seconds"))
        .isEqualTo(86_400);
    assertThat(scorer.score(Map.of("day", LocalDate.of(1969, 12, 31))).asLong("seconds"))
        .isEqualTo(-86_400);
  }

  @Test
  void asOfTime_ofTheRequest_isThatOfEveryRow() {
    Request request = Request.of("seconds").asOf(Instant.ofEpochSecond(7));
    Scorer scorer = Scorer.of(Plan.of(Graph.of(DayFeatures.class), request));

    assertThat(scorer.score(new Day(1, LocalDate.of(1970, 1, 2), null)).asLong("seconds"))
        .isEqualTo(7);
  }

  @Test
  void aggregates_seeWhatWasObservedBefore() {
    Scorer scorer = Scorer.of(Plan.of(Graph.of(DayFeatures.class), "counted"));
    Day first = new Day(1, LocalDate.of(1970, 1, 2), null);
    Day second = new Day(1, LocalDate.of(1970, 1, 3), null);

    assertThat(scorer.scoreAndObserve(first).asLong("counted")).isZero();
    assertThat(scorer.score(second).asLong("counted")).isOne();
    assertThat(scorer.score(first).asLong("counted")).isZero();
  }

  @Test
  void observing_whatNoFeatureSees_isRefused() {
    Scorer scorer = Scorer.of(Plan.of(Graph.of(DayFeatures.class), "seconds"));

    assertThatThrownBy(() -> scorer.observe(new Day(1, LocalDate.of(1970, 1, 2), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot observe a rowan.inprocess.ScorerTest$Day; the plan sees no events");
  }

  @Test
  void manyThreads_scoreWithOneScorer() throws Exception {
    Scorer scorer = scorer("far", "trip_number", "seats", "tip");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> wrong = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        long first = t * 1_000_000L;
        wrong.add(threads.submit(() -> countWrong(scorer, first)));
      }
      for (Future<Long> count : wrong) {
        assertThat(count.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long countWrong(Scorer scorer, long first) {
    return IntStream.range(0, 20_000)
        .filter(
            i -> {
              long id = first + i;
              Scores scores =
                  scorer.score(
                      new Trip(id, Instant.EPOCH, id % 20, (int) (id % 7), BigDecimal.ONE, null));
              return scores.asLong("trip_number") != id + 1
                  || scores.asInt("seats") != id % 7 + 1
                  || scores.asBoolean("far") != (id % 20 > 10);
            })
        .count();
  }
}
