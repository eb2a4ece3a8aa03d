package rowan.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterTry;
import org.apache.spark.sql.SparkSession;
import rowan.contract.Arrivals;
import rowan.contract.LateReplay;
import rowan.contract.TemporaryFolders;
import rowan.contract.WindowCase;
import rowan.graph.SourceTable;
import rowan.inprocess.Scorer;
import rowan.plan.Plan;
import rowan.state.RedisServer;
import rowan.state.RocksDbState;
import rowan.state.SavedState;
import rowan.state.StatePlace;
import rowan.type.Micros;

/**
 * A batch job saves state as of a time, a scorer goes on from there, wherever its state lives, and
 * another after that: with events that come late, before and after the cut, and twice.
 */
public class HandOverTest {

  private static final SparkSession SPARK = Sessions.local();

  private final TemporaryFolders folders = new TemporaryFolders();

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void scorer_inMemoryAndInRocksDb_goesOnWhereTheJobEnded(
      @ForAll("cases") WindowCase tested,
      @ForAll("cuts") Instant cut,
      @ForAll("picks") List<List<Integer>> picks)
      throws IOException {
    assertHandedOver(
        tested, cut, picks, () -> StatePlace.MEMORY, () -> RocksDbState.in(folders.make()));
  }

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @AddLifecycleHook(RedisServer.Required.class)
  void scorer_inRedis_goesOnWhereTheJobEnded(
      @ForAll("cases") WindowCase tested,
      @ForAll("cuts") Instant cut,
      @ForAll("picks") List<List<Integer>> picks)
      throws IOException {
    assertHandedOver(tested, cut, picks, () -> RedisServer.shared().fresh());
  }

  /** Each fourth row was not there yet when the job ran. */
  @SafeVarargs
  private final void assertHandedOver(
      WindowCase tested, Instant cut, List<List<Integer>> picks, Supplier<StatePlace>... stores)
      throws IOException {
    Plan plan = tested.plan();
    List<Record> rows = tested.rows();
    List<Record> there =
        IntStream.range(0, rows.size()).filter(i -> i % 4 != 0).mapToObj(rows::get).toList();
    String state = folders.make().resolve("state").toString();
    StateExport.of(plan, cut, LateReplay.RETENTION.lateness())
        .write(RecordTable.adapter(SPARK, plan, there), state);
    List<SourceTable> observed = Scorer.of(plan).observed().toList();
    List<Record> known =
        there.stream()
            .filter(row -> isKnown(Arrivals.source(plan, row), observed, row, cut))
            .toList();
    List<Integer> all = IntStream.range(0, rows.size()).map(LateReplay::asks).boxed().toList();
    for (Supplier<StatePlace> places : stores) {
      for (List<Integer> each : picks) {
        List<Integer> told = new ArrayList<>(all);
        told.addAll(each.subList(0, each.size() / 2));
        told.add(LateReplay.RESTART);
        told.addAll(each.subList(each.size() / 2, each.size()));
        told.addAll(all);
        new LateReplay(plan, rows, places, SavedState.in(Path.of(state)), known).run(told);
      }
    }
  }

  private static boolean isKnown(
      SourceTable source, List<SourceTable> observed, Record row, Instant cut) {
    return observed.contains(source) && Arrivals.time(source, row) < Micros.of(cut);
  }

  @AfterTry
  void deleteFolders() throws IOException {
    folders.delete();
  }

  /** After an event of the next day, all of the day before are late. */
  @Provide
  Arbitrary<WindowCase> cases() {
    return Arbitraries.of(true, false).flatMap(oneDay -> WindowCase.served(8, 60, oneDay));
  }

  @Provide
  Arbitrary<Instant> cuts() {
    return Arbitraries.integers().between(-10, 50).map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<List<List<Integer>>> picks() {
    Arbitrary<Integer> pick = Arbitraries.integers().between(0, 1000);
    return pick.list().ofMinSize(30).ofMaxSize(120).list().ofSize(3);
  }
}
