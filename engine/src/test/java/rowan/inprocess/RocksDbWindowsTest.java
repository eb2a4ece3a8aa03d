package rowan.inprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import rowan.contract.LateReplay;
import rowan.contract.WindowCase;
import rowan.state.RocksDbState;
import rowan.state.StatePlace;

/** Windows in RocksDB, against the definition; with and without windows at hand. */
class RocksDbWindowsTest extends WindowReplay {

  private final List<Path> folders = new ArrayList<>();

  @Override
  StatePlace place() {
    try {
      Path folder = Files.createTempDirectory("rocksdb");
      folders.add(folder);
      return RocksDbState.in(folder).atHand(folders.size() % 2 == 0 ? 0 : 1000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterTry
  void deleteFolders() throws IOException {
    for (Path folder : folders) {
      LateReplay.delete(folder);
    }
    folders.clear();
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
