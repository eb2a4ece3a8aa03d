package rowan.state;

import java.util.function.Consumer;
import rowan.aggregate.KeyWindows;

/**
 * Keeps the windows of each key. Any number of threads may use it; work on one key is done by one
 * thread at a time, and is seen by the next.
 */
public interface WindowStore {

  /**
   * Changes the windows of a key, which are made when there are none. Nothing is changed when there
   * is no room for them; rows that ask then get what {@link KeyWindows#isComplete} tells of.
   *
   * @param pass which of a plan's passes the windows belong to
   * @param key an immutable value with {@code equals} and {@code hashCode}
   * @param time when the event happened that changes them
   */
  void update(int pass, Object key, long time, Consumer<KeyWindows> change);

  /** Asks the windows of a key; when there are none, some that are empty and are not kept. */
  void ask(int pass, Object key, Consumer<KeyWindows> question);
}
