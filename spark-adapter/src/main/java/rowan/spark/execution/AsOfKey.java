package rowan.spark.execution;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;

/** A key whose rows come, and what is kept of it. */
final class AsOfKey {

  private final KeyWindows windows;
  private UnsafeRow key;
  private boolean isNull;
  private boolean isBegun;

  /** What the latest event of each source is, where a row of the spine may be it. */
  private final @Nullable UnsafeRow[] latest;

  /**
   * A key without events.
   *
   * @param windows that are empty
   * @param sources how many sources have events
   */
  AsOfKey(KeyWindows windows, UnsafeRow key, int sources) {
    this.windows = windows;
    this.key = key;
    this.isNull = key.anyNull();
    this.latest = new UnsafeRow[sources];
  }

  /** Forgets this key, for another. */
  void become(UnsafeRow another) {
    windows.clear();
    isBegun = false;
    key = another;
    isNull = another.anyNull();
    Arrays.fill(latest, null);
  }

  KeyWindows windows() {
    return windows;
  }

  UnsafeRow key() {
    return key;
  }

  /** Whether it has no events, because a part of it is null. */
  boolean isNull() {
    return isNull;
  }

  /** Whether its slice has begun. */
  boolean isBegun() {
    return isBegun;
  }

  /** Its windows stand where its slice begins. */
  void begin() {
    isBegun = true;
  }

  @Nullable UnsafeRow latest(int source) {
    return latest[source];
  }

  void setLatest(int source, UnsafeRow identity) {
    latest[source] = identity;
  }
}
