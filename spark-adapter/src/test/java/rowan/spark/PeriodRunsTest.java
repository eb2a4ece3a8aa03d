package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.state.Retention;
import rowan.state.StateException;

/** Runs over one period after the other give the same bits as one over everything. */
public class PeriodRunsTest {

  private static final SparkSession SPARK = Sessions.local();
  private static final Instant BEGIN = Instant.ofEpochSecond(-100_000);
  private static final Instant END = Instant.ofEpochSecond(100_000);

  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void periods_areTheWhole(@ForAll("cases") WindowCase tested, @ForAll("cuts") List<Instant> cuts)
      throws IOException {
    Graph graph = Graph.of(TradeHistory.Windows.class, TradeHistory.Trained.class);
    List<String> wanted = WindowCase.askedOf("payments", graph).map(Node::name).toList();
    assertSame(graph, wanted, tested, cuts, false);
  }

  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void periods_thatGoOnFromState_areTheWhole(
      @ForAll("cases") WindowCase tested, @ForAll("cuts") List<Instant> cuts) throws IOException {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    List<String> wanted =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .map(Node::name)
            .toList();
    assertSame(graph, wanted, tested, cuts, true);
  }

  private static void assertSame(
      Graph graph, List<String> wanted, WindowCase tested, List<Instant> cuts, boolean goesOn)
      throws IOException {
    Plan plan = Plan.of(graph, Request.of(wanted).spine("payments"));
    SparkAdapter adapter =
        RecordTable.adapter(SPARK, plan, WindowCase.declared(plan, tested.rows()));
    List<String> whole = shown(adapter.run(plan));
    List<String> parts = new ArrayList<>();
    Path folder = Files.createTempDirectory("rowan-periods");
    try {
      Instant from = BEGIN;
      Optional<String> state = Optional.empty();
      for (Instant until : Stream.concat(cuts.stream().sorted(), Stream.of(END)).toList()) {
        Instant begin = from;
        SparkAdapter part =
            state
                .map(saved -> adapter.during(begin, until, saved))
                .orElseGet(() -> adapter.during(begin, until));
        parts.addAll(shown(part.run(plan)));
        if (goesOn) {
          String next = folder.resolve(String.valueOf(until.getEpochSecond())).toString();
          StateExport.of(plan, until, Retention.DEFAULT.lateness()).write(part, next);
          state = Optional.of(next);
        }
        from = until;
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    assertThat(parts.stream().sorted()).isEqualTo(whole.stream().sorted().toList());
  }

  private static List<String> shown(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  @Provide
  Arbitrary<WindowCase> cases() {
    return WindowCase.all(1, 160); // enough rows for windows to reach over the cuts
  }

  @Provide
  Arbitrary<List<Instant>> cuts() {
    return Arbitraries.integers()
        .between(-10, 60)
        .map(Instant::ofEpochSecond)
        .list()
        .ofSize(2)
        .uniqueElements();
  }

  @Example
  void stateOfAnotherTime_isRefused() throws IOException {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    String feature =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .filter(node -> node.definition() instanceof rowan.graph.Definition.Aggregate)
            .findFirst()
            .orElseThrow()
            .name();
    Plan plan = Plan.of(graph, Request.of(feature).spine("payments"));
    SparkAdapter adapter = RecordTable.adapter(SPARK, plan, List.of());
    Path folder = Files.createTempDirectory("rowan-periods");
    try {
      String state = folder.resolve("state").toString();
      StateExport.of(plan, BEGIN, Retention.DEFAULT.lateness()).write(adapter, state);
      assertThatThrownBy(() -> adapter.during(Instant.EPOCH, END, state).run(plan))
          .isInstanceOf(StateException.class)
          .hasMessageMatching(
              "Cannot load the state in .*: it ends at 1969-12-30T20:13:20Z for \"[a-z]+\", but the rows begin at 1970-01-01T00:00:00Z; begin them where it ends");
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  @Example
  void rowsThatAskAtAnotherTime_haveNoPeriod() {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    String feature =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .findFirst()
            .orElseThrow()
            .name();
    Plan plan = Plan.of(graph, Request.of(feature).spine("payments").asOf(Instant.EPOCH));
    assertThatThrownBy(
            () -> RecordTable.adapter(SPARK, plan, List.of()).during(BEGIN, END).run(plan))
        .isInstanceOf(CheckException.class)
        .hasMessageEndingWith(
            """
            1. [period] source "payments"
               Its rows have no event time, or ask as of another; leave the period out.""");
  }
}
