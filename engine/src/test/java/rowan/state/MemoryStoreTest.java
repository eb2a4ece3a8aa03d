package rowan.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rowan.feature.Count;
import rowan.feature.EventTime;
import rowan.feature.Features;
import rowan.feature.Over;
import rowan.feature.RowKey;
import rowan.feature.Source;
import rowan.graph.Graph;
import rowan.plan.Plan;
import rowan.state.WindowStore.PassKey;

/** Keys whose windows are empty make room for others, but not for those of their own event. */
public class MemoryStoreTest {

  /** A transfer. */
  @Source("transfers")
  public record Transfer(@RowKey long id, @EventTime Instant at, long account) {}

  /** How many there were. */
  @Features(of = Transfer.class)
  @Over(by = "account", window = "1d")
  public abstract static class Transfers {
    @Count
    abstract long transfers();
  }

  private static final Duration SOON = Duration.ofSeconds(20);

  private static MemoryStore store() {
    Plan plan = Plan.of(Graph.of(Transfers.class), "transfers_1d");
    return new MemoryStore(PassForm.all(plan, Retention.DEFAULT), 10, new EventClock(0));
  }

  private static boolean touch(MemoryStore store, Object... keys) {
    List<PassKey> all = List.of(keys).stream().map(key -> new PassKey(0, key)).toList();
    return assertTimeoutPreemptively(SOON, () -> store.update(all, 0, windows -> true));
  }

  @Test
  void newKeysOfOneEvent_areKeptBoth() {
    MemoryStore store = store();
    assertThat(touch(store, 1L, 2L)).isTrue();
    assertThat(store.keys(0)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void emptyKeyAndNewKeyOfOneEvent_areKeptBoth() {
    MemoryStore store = store();
    touch(store, 1L);
    assertThat(touch(store, 1L, 2L)).isTrue();
    assertThat(store.keys(0)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void emptyKey_makesRoomForAnother() {
    MemoryStore store = store();
    touch(store, 1L);
    touch(store, 2L);
    assertThat(store.keys(0)).containsExactly(2L);
  }
}
