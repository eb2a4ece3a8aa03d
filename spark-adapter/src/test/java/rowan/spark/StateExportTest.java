package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import rowan.contract.Replay;
import rowan.contract.TradeHistory;
import rowan.contract.WindowCase;
import rowan.graph.CheckException;
import rowan.graph.Graph;
import rowan.graph.Node;
import rowan.inprocess.Scorer;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.plan.Request;
import rowan.state.Retention;
import rowan.state.SavedState;
import rowan.state.StateException;
import rowan.state.StateManifest;
import rowan.type.Micros;

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
      StateExport.of(plan, cut, Retention.DEFAULT.lateness())
          .write(RecordTable.adapter(SPARK, plan, rows), state);
      Scorer scorer =
          Scorer.resume(plan, Inputs.none(), Retention.DEFAULT, SavedState.in(Path.of(state)));
      Replay.assertReplayed(plan, rows, Micros.of(cut), scorer);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
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
      SparkAdapter adapter = RecordTable.adapter(SPARK, plan, List.of());
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
      FileUtils.deleteDirectory(folder.toFile());
    }
  }
}
