package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import rowan.contract.Arrivals;
import rowan.contract.Arrivals.Arrival;
import rowan.contract.Arrivals.Kind;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.contract.WindowOracle;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.inprocess.Scores;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StateException;
import rowan.state.StateManifest;
import rowan.type.Bits;
import rowan.type.Micros;
import rowan.type.TextForm;

/** A batch job saves state as of a time, and a scorer goes on from there with the same bits. */
public class StateExportTest {

  private static final SparkSession SPARK = Sessions.local();

  @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void scorer_goesOnWhereTheJobEnded(
      @ForAll("cases") WindowCase tested, @ForAll("cuts") Instant cut) throws IOException {
    assertHandedOver(tested.plan(), tested.rows(), cut);
  }

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void scorer_ofEveryOperatorAndWindow_goesOnWhereTheJobEnded(
      @ForAll("cases") WindowCase tested, @ForAll("cuts") Instant cut) throws IOException {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    List<String> wanted =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .map(Node::name)
            .toList();
    Plan plan = Plan.of(graph, Request.of(wanted).spine("payments"));
    assertHandedOver(plan, WindowCase.declared(plan, tested.rows()), cut);
  }

  private static void assertHandedOver(Plan plan, List<Record> rows, Instant cut)
      throws IOException {
    Path folder = Files.createTempDirectory("rowan-state");
    try {
      String state = folder.resolve("state").toString();
      StateExport.of(plan, cut, Retention.DEFAULT.lateness()).write(adapter(plan, rows), state);
      Scorer scorer =
          Scorer.resume(plan, Inputs.none(), Retention.DEFAULT, SavedState.in(Path.of(state)));
      assertReplayed(plan, rows, Micros.of(cut), scorer);
    } finally {
      delete(folder);
    }
  }

  private static SparkAdapter adapter(Plan plan, List<Record> rows) {
    SparkAdapter adapter = SparkAdapter.on(SPARK);
    for (SourceTable source : plan.graph().sources()) {
      List<Record> ofSource = WindowCase.rowsOf(source, rows);
      adapter =
          adapter.source(source.table(), RecordTable.of(SPARK, plan.graph(), source, ofSource, 2));
    }
    return adapter;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertReplayed(Plan plan, List<Record> rows, long cut, Scorer scorer) {
    WindowOracle oracle = new WindowOracle(plan, rows);
    Set<SourceTable> observed = new HashSet<>(scorer.observed().toList());
    for (Arrival arrival : Arrivals.inOrder(plan, rows)) {
      boolean isObserved = observed.contains(arrival.source());
      if (arrival.time() >= cut && arrival.kind() == Kind.ASKS) {
        Scores scores =
            plan.asOf().isEmpty() && isObserved
                ? scorer.scoreAndObserve(arrival.known())
                : scorer.score(arrival.known());
        assertSame(arrival.row(), oracle.features(arrival.row()), scores);
      } else if (arrival.time() >= cut && isObserved) {
        scorer.observe(arrival.known());
      }
    }
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
  Arbitrary<Instant> cuts() {
    return Arbitraries.integers().between(-60, 100).map(Instant::ofEpochSecond);
  }

  @Example
  void folderThatExists_isNotWrittenTo_andGapsAreRefused() throws IOException {
    Graph graph = Graph.of(TradeHistory.Summary.class);
    String feature =
        WindowCase.askedOf("payments", graph)
            .filter(node -> Scorer.canServe(graph, node))
            .filter(node -> node.definition() instanceof rowan.graph.Definition.Aggregate)
            .findFirst()
            .orElseThrow()
            .name();
    Plan plan = Plan.of(graph, Request.of(feature).spine("payments"));
    Path folder = Files.createTempDirectory("rowan-state");
    try {
      SparkAdapter adapter = adapter(plan, List.of());
      StateExport export = StateExport.of(plan, Instant.EPOCH, Retention.DEFAULT.lateness());
      assertThatThrownBy(() -> export.write(adapter, folder.toString()))
          .isInstanceOf(CheckException.class)
          .hasMessage(
              """
              Cannot write %s: 1 problem
              1. [output-exists] %s
                 It exists already; choose another folder, or remove it."""
                  .formatted(folder, folder));
      String state = folder.resolve("state").toString();
      StateManifest manifest = export.write(adapter, state);
      SavedState saved = SavedState.in(Path.of(state));
      assertThat(saved.manifest()).isEqualTo(manifest);
      String source = manifest.cuts().keySet().iterator().next();
      saved.observedFrom(source, Instant.EPOCH);
      assertThatThrownBy(() -> saved.observedFrom(source, Instant.EPOCH.plusSeconds(1)))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "Cannot load the state in %s: it ends at 1970-01-01T00:00:00Z, and events of \"%s\" are observed only from 1970-01-01T00:00:01Z on, so those between are missing; observe all from 1970-01-01T00:00:00Z on"
                  .formatted(state, source));
    } finally {
      delete(folder);
    }
  }
}
