package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rowan.aggregate.OperatorCase;
import rowan.contract.Arrivals;
import rowan.contract.LateReplay;
import rowan.contract.Replay;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.contract.WindowOracle;
import rowan.graph.CheckException;
import rowan.graph.Definition;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.plan.Plan;
import rowan.plan.Request;

/** Windows in memory, against the definition: random graphs over random events. */
class ScorerWindowsTest extends WindowReplay {

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
      boolean mayAsk =
          plan.spine().filter(source::equals).isPresent() && LateReplay.hasOneName(source, isNew);
      Record early = Arrivals.known(source, row);
      if (pick % 4 == 0 && mayAsk) {
        List<Record> seen = new ArrayList<>();
        Arrays.stream(soFar).filter(Objects::nonNull).forEach(seen::add);
        if (isNew && plan.asOf().isEmpty()) {
          seen.add(early); // it is an event, observed or not
        }
        Replay.assertSame(row, new WindowOracle(plan, seen).features(early), scorer.score(early));
      } else if (observed.contains(source) && LateReplay.hasOneName(source, isNew)) {
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

  /** Rows come late and twice, and the scorer is replaced by one that goes on from its state. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void arrivals_lateAndRepeated_acrossRestarts_giveWhatTheDefinitionSaysOfThoseTakenIn(
      @ForAll("cases") WindowCase tested, @ForAll("picks") List<Integer> picks) throws IOException {
    assertReplayedAcrossRestarts(tested, picks);
  }

  @Provide
  Arbitrary<WindowCase> casesOfOneDay() {
    return WindowCase.served(6, 30, true);
  }
}
