package rowan.inprocess;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import rowan.contract.WindowCase;
import rowan.state.RedisServer;
import rowan.state.RedisState;
import rowan.state.StatePlace;

/** Windows in a Redis server, against the definition; with and without windows at hand. */
@AddLifecycleHook(RedisServer.Required.class)
class RedisWindowsTest extends WindowReplay {

  private boolean isAtHand;

  @Override
  StatePlace place() {
    RedisState place = RedisServer.shared().fresh();
    isAtHand = !isAtHand;
    return isAtHand ? place : place.atHand(0);
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void arrivals_inOrder_giveWhatTheDefinitionSaysOfAllRows(@ForAll("cases") WindowCase tested) {
    assertReplayed(tested.plan(), tested.rows());
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void arrivals_lateAndRepeated_acrossRestarts_giveWhatTheDefinitionSaysOfThoseTakenIn(
      @ForAll("cases") WindowCase tested, @ForAll("picks") List<Integer> picks) throws IOException {
    assertReplayedAcrossRestarts(tested, picks);
  }
}
