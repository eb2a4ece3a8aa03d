package rowan.inprocess;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import rowan.contract.TemporaryFolders;
import rowan.contract.WindowCase;
import rowan.state.RocksDbState;
import rowan.state.StatePlace;

/** Windows in RocksDB, against the definition; with and without windows at hand. */
class RocksDbWindowsTest extends WindowReplay {

  private final TemporaryFolders folders = new TemporaryFolders();

  @Override
  StatePlace place() {
    return RocksDbState.in(folders.make()).atHand(folders.count() % 2 == 0 ? 0 : 1000);
  }

  @AfterTry
  void deleteFolders() throws IOException {
    folders.delete();
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void arrivals_inOrder_giveWhatTheDefinitionSaysOfAllRows(@ForAll("cases") WindowCase tested) {
    assertReplayed(tested.plan(), tested.rows());
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void arrivals_lateAndRepeated_acrossRestarts_giveWhatTheDefinitionSaysOfThoseTakenIn(
      @ForAll("cases") WindowCase tested, @ForAll("picks") List<Integer> picks) throws IOException {
    assertReplayedAcrossRestarts(tested, picks);
  }
}
