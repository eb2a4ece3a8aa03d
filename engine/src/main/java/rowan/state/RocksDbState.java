package rowan.state;

import java.nio.file.Path;
import rowan.plan.Plan;

/**
 * State in a folder of this machine, in RocksDB, for one scorer at a time. What was acknowledged is
 * there again when the process was killed. Needs {@code org.rocksdb:rocksdbjni} on the class path.
 * Of a {@link Retention}, the bound of keys does not hold here: the disk is the bound. When it is
 * full, observing throws a {@link StateException}, and what was acknowledged stays. RocksDB goes on
 * by itself, some seconds after there is room for one of its buffers (64 MB); or open the state
 * anew.
 *
 * @param folder made when it is not there
 * @param isSynced whether each event waits for the disk, so that it is there again also after the
 *     machine lost its power
 * @param atHand of how many keys windows are kept in memory as well, about
 */
public record RocksDbState(Path folder, boolean isSynced, int atHand) implements StatePlace {

  private static final int AT_HAND = 10_000;

  /** Checks the parts. */
  public RocksDbState {
    if (atHand < 0) {
      throw new IllegalArgumentException(
          "The windows of %d keys are to be kept in memory; that must not be negative"
              .formatted(atHand));
    }
  }

  /** State in a folder. */
  public static RocksDbState in(Path folder) {
    return new RocksDbState(folder, false, AT_HAND);
  }

  /** This, with each event waiting for the disk. */
  public RocksDbState synced() {
    return new RocksDbState(folder, true, atHand);
  }

  /** This, with the windows of so many keys in memory as well. */
  public RocksDbState atHand(int keys) {
    return new RocksDbState(folder, isSynced, keys);
  }

  @Override
  public WindowStore open(Plan plan, Retention retention, EventClock clock) {
    Table table = RocksDbTable.open(folder, isSynced);
    return DurableStore.open(folder.toString(), table, plan, retention, clock, atHand);
  }
}
