package rowan.inprocess;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import rowan.contract.LateReplay;
import rowan.contract.Replay;
import rowan.contract.WindowCase;
import rowan.plan.Inputs;
import rowan.plan.Plan;
import rowan.state.Retention;
import rowan.state.StatePlace;

/** Random graphs and events, told to scorers whose state lives in some place. */
abstract class WindowReplay {

  /** Where the state of the next scorer lives, which begins without any. */
  StatePlace place() {
    return StatePlace.MEMORY;
  }

  /** Tells and asks a scorer of rows in the order of their times. */
  void assertReplayed(Plan plan, List<Record> rows) {
    Scorer scorer = Scorer.of(plan, Inputs.none(), Retention.DEFAULT, place());
    Replay.assertReplayed(plan, rows, Long.MIN_VALUE, scorer);
    scorer.close();
  }

  /**
   * Tells a scorer of rows that come late and twice, and replaces it by one that goes on from its
   * state: a row sees all that was taken in.
   */
  void assertReplayedAcrossRestarts(WindowCase tested, List<Integer> picks) throws IOException {
    new LateReplay(tested.plan(), tested.rows(), this::place).run(picks);
  }

  /** After an event of the next day, all of the day before are late. */
  @Provide
  Arbitrary<WindowCase> cases() {
    return Arbitraries.of(true, false).flatMap(oneDay -> WindowCase.served(8, 60, oneDay));
  }

  @Provide
  Arbitrary<List<Integer>> picks() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(60);
  }
}
