package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.aggregate.OperatorCase;
import rowan.contract.Arrivals;
import rowan.contract.Arrivals.Arrival;
import rowan.contract.Arrivals.Kind;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.contract.WindowOracle;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.FeatureException;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.type.Bits;
import rowan.type.TextForm;

/** Windows in process, against the definition: random graphs over random events. */
class ScorerWindowsTest {

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void arrivals_inOrder_giveWhatTheDefinitionSaysOfAllRows(@ForAll("cases") WindowCase tested) {
    assertReplayed(tested.plan(), tested.rows());
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void arrivals_atAGraphOfEveryOperatorAndWindow_giveWhatTheDefinitionSays(
      @ForAll("cases") WindowCase tested) {
    Plan plan = served();
    assertReplayed(plan, WindowCase.declared(plan, tested.rows()));
  }

  private static Plan served() {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    List<String> wanted =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .map(Node::name)
            .toList();
    return Plan.of(graph, Request.of(wanted).spine("payments"));
  }

  @Test
  void declaredGraph_hasEveryOperator() {
    assertThat(
            served().features().stream()
                .filter(node -> node.definition() instanceof Definition.Aggregate)
                .map(node -> ((Definition.Aggregate) node.definition()).method())
                .map(method -> method.operators().get(0).name()))
        .containsAll(OperatorCase.allAnnotations());
  }

  @Test
  void scorer_ofWhatLooksAhead_refusesWithEachFeatureNamed() {
    Graph graph = Graph.of(TradeHistory.Trained.class);
    Plan plan =
        Plan.of(
            graph,
            Request.of("with_all_ties_20s", "as_spark_range_20s", "future_spend_20s")
                .spine("payments"));
    assertThatThrownBy(() -> Scorer.of(plan))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            Cannot serve features of Trained: 3 problems
            1. [all-ties] rowan.contract.TradeHistory.Trained.withAllTies()
               "with_all_ties_20s" sees rows that come after its own at the same time, so it cannot be served; leave it out, or take Ties.EARLIER.
            2. [all-ties] rowan.contract.TradeHistory.Trained.asSparkRange()
               "as_spark_range_20s" sees rows that come after its own at the same time, so it cannot be served; leave it out, or take Ties.EARLIER.
            3. [label] rowan.contract.TradeHistory.Trained.futureSpend(double amount)
               "future_spend_20s" looks forward; it is for training, and cannot be served; leave it out.""");
  }

  private static void assertReplayed(Plan plan, List<Record> rows) {
    WindowOracle oracle = new WindowOracle(plan, rows);
    Scorer scorer = Scorer.of(plan);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    for (Arrival arrival : Arrivals.inOrder(plan, rows)) {
      if (arrival.kind() == Kind.ASKS) {
        Scores scores =
            plan.asOf().isEmpty() && observed.contains(arrival.source())
                ? scorer.scoreAndObserve(arrival.known())
                : scorer.score(arrival.known());
        assertSame(arrival.row(), oracle.features(arrival.row()), scores);
      } else if (observed.contains(arrival.source())) {
        scorer.observe(arrival.known());
      }
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void arrivals_inAnyOrder_giveWhatTheDefinitionSaysOfThoseSoFar(
      @ForAll("casesOfOneDay") WindowCase tested, @ForAll("picks") List<Integer> picks) {
    Plan plan = tested.plan();
    List<Record> rows = tested.rows();
    Scorer scorer = Scorer.of(plan);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    @Nullable Record[] soFar = new Record[rows.size()];
    for (int pick : rows.isEmpty() ? List.<Integer>of() : picks) {
      int number = pick / 4 % rows.size();
      Record row = rows.get(number);
      SourceTable source = Arrivals.source(plan, row);
      boolean isNew = soFar[number] == null;
      boolean mayAsk = plan.spine().filter(source::equals).isPresent() && hasOneName(source, isNew);
      Record early = Arrivals.known(source, row);
      if (pick % 4 == 0 && mayAsk) {
        List<Record> seen = new ArrayList<>();
        Arrays.stream(soFar).filter(Objects::nonNull).forEach(seen::add);
        if (isNew && plan.asOf().isEmpty()) {
          seen.add(early); // it is an event, observed or not
        }
        assertSame(row, new WindowOracle(plan, seen).features(early), scorer.score(early));
      } else if (observed.contains(source) && hasOneName(source, isNew)) {
        List<Record> ofSource = WindowCase.rowsOf(source, rows);
        Record version =
            switch (pick % 4) {
              case 1 -> early;
              case 2 -> row;
              default -> Arrivals.amended(source, row, ofSource.get(pick % ofSource.size()));
            };
        soFar[number] = version;
        scorer.observe(version);
      } else if (!observed.contains(source)) {
        soFar[number] = row;
      }
    }
  }

  /**
   * Rows come late and twice, and the scorer is replaced by one that goes on from its state: a row
   * sees all that was taken in.
   */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void arrivals_lateAndRepeated_acrossRestarts_giveWhatTheDefinitionSaysOfThoseTakenIn(
      @ForAll("cases") WindowCase tested, @ForAll("picks") List<Integer> picks) throws IOException {
    Plan plan = tested.plan();
    List<Record> rows = tested.rows();
    Retention retention = Retention.DEFAULT.lateness(Duration.ofSeconds(20));
    Scorer scorer = Scorer.of(plan, Inputs.none(), retention);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    @Nullable Record[] soFar = new Record[rows.size()];
    long refused = 0;
    for (int pick : rows.isEmpty() ? List.<Integer>of() : picks) {
      int number = pick / 4 % rows.size();
      Record row = rows.get(number);
      SourceTable source = Arrivals.source(plan, row);
      boolean isNew = soFar[number] == null;
      Record early = Arrivals.known(source, row);
      if (pick % 40 == 3) {
        scorer = restarted(scorer, retention);
        refused = 0;
      } else if (pick % 4 == 0) {
        if (plan.spine().filter(source::equals).isPresent() && hasOneName(source, isNew)) {
          assertScored(plan, scorer, row, early, seen(plan, soFar, isNew ? early : null));
        }
      } else if (observed.contains(source) && hasOneName(source, isNew)) {
        Record version = pick % 4 == 1 && isNew ? early : row;
        if (scorer.observe(version)) {
          soFar[number] = version;
        } else {
          assertThat(scorer.lateEvents()).isEqualTo(++refused);
        }
      } else if (!observed.contains(source)) {
        soFar[number] = row;
      }
    }
  }

  private static List<Record> seen(Plan plan, @Nullable Record[] soFar, @Nullable Record own) {
    List<Record> seen = new ArrayList<>();
    Arrays.stream(soFar).filter(Objects::nonNull).forEach(seen::add);
    if (own != null && plan.asOf().isEmpty()) {
      seen.add(own); // it is an event, observed or not
    }
    return seen;
  }

  private static void assertScored(
      Plan plan, Scorer scorer, Record row, Record early, List<Record> seen) {
    Scores scores;
    try {
      scores = scorer.score(early);
    } catch (FeatureException e) {
      assertThat(e).hasMessageContaining("from when on rows may ask");
      return;
    }
    assertSame(row, new WindowOracle(plan, seen).features(early), scores);
  }

  private static Scorer restarted(Scorer scorer, Retention retention) throws IOException {
    Path folder = Files.createTempDirectory("state");
    scorer.save(folder);
    Scorer next = Scorer.resume(scorer.plan(), Inputs.none(), retention, SavedState.in(folder));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return next;
  }

  /** Without a row key nothing tells that a row was observed before. */
  private static boolean hasOneName(SourceTable source, boolean isNew) {
    return isNew || !source.rowKey().isEmpty();
  }

  private static void assertSame(
      Record row, Map<String, @Nullable Object> expected, Scores actual) {
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

  @Provide
  Arbitrary<WindowCase> cases() {
    return WindowCase.served(8, 60, false);
  }

  @Provide
  Arbitrary<WindowCase> casesOfOneDay() {
    return WindowCase.served(6, 30, true);
  }

  @Provide
  Arbitrary<List<Integer>> picks() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(60);
  }
}
