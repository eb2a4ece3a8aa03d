package rowan.inprocess;

import java.util.ArrayList;
import java.util.List;
import rowan.aggregate.KeyWindows;
import rowan.program.Slots;
import rowan.state.WindowStore;
import rowan.state.WindowStore.PassKey;

/** The passes whose keys are known at one time, so that their windows are asked together. */
final class PassRound {

  private final List<PassStage> passes = new ArrayList<>();

  void add(PassStage pass) {
    passes.add(pass);
  }

  /**
   * Fills the slots of the passes' features.
   *
   * @return false when events were lost that the row should see
   */
  boolean run(Slots slots, PassStage.Asking asking, WindowStore store) {
    List<PassKey> keys = new ArrayList<>(passes.size());
    Asked asked = new Asked(slots, asking, keys);
    for (PassStage pass : passes) {
      PassKey key = pass.key(slots);
      if (key == null) { // a null key has no events
        pass.ask(slots, asking, null, null);
      } else {
        keys.add(key);
        asked.passes.add(pass);
      }
    }
    store.ask(keys, asked);
    return asked.isComplete;
  }

  /** What a row asks, and whether it saw all that it should. */
  private static final class Asked implements WindowStore.Question {
    private final Slots slots;
    private final PassStage.Asking asking;
    private final List<PassKey> keys;
    private final List<PassStage> passes = new ArrayList<>();
    private boolean isComplete = true;

    Asked(Slots slots, PassStage.Asking asking, List<PassKey> keys) {
      this.slots = slots;
      this.asking = asking;
      this.keys = keys;
    }

    @Override
    public void ask(int number, KeyWindows windows) {
      isComplete &= passes.get(number).ask(slots, asking, keys.get(number), windows);
    }
  }
}
