package rowan.state;

import java.util.Collection;
import java.util.List;
import rowan.aggregate.KeyWindows;

/**
 * Keeps the windows of each key. Any number of threads may use it; work on one key is done by one
 * thread at a time, and is seen by the next. A store that outlives the process throws {@link
 * StateException} when it cannot be read or written.
 */
public interface WindowStore extends AutoCloseable {

  /**
   * A key of a pass.
   *
   * @param pass which of a plan's passes
   * @param key an immutable value with {@code equals} and {@code hashCode}
   */
  record PassKey(int pass, Object key) {}

  /** What an event does to the windows of its keys. */
  interface Change {

    /**
     * Changes windows. It may be called again with other windows, when those that it was given
     * turned out to be changed meanwhile.
     *
     * @param windows of the keys, in their order; the same for keys that are the same
     * @return false to leave all as they are, but for what is forgotten; it has changed none then
     */
    boolean apply(List<KeyWindows> windows);
  }

  /** What a row asks the windows of its keys. */
  interface Question {

    /**
     * Asks the windows of a key.
     *
     * @param number which of the keys
     */
    void ask(int number, KeyWindows windows);
  }

  /** Takes in saved windows. */
  interface Loading {

    /** Adds a key that is not there yet, and its windows as {@link KeyWindows#write} wrote them. */
    void add(int pass, Object key, byte[] windows);

    /**
     * Ends, with all taken in that was to be.
     *
     * @throws StateException when there were more keys than may be kept
     */
    void finish();
  }

  /**
   * Changes the windows of the keys of an event, as one: all or none, also when the process ends
   * meanwhile. Windows are made for keys that have none. When there is no room for them, the event
   * is lost to them; rows that ask then get what {@link KeyWindows#isComplete} tells of.
   *
   * @param time when the event happened
   * @return what the change did
   */
  boolean update(List<PassKey> keys, long time, Change change);

  /** As {@link #update}, of what is there; keys without windows get empty ones, not to be kept. */
  boolean amend(List<PassKey> keys, Change change);

  /** Asks the windows of keys; where there are none, empty ones that are not kept. */
  void ask(List<PassKey> keys, Question question);

  /**
   * Begins to take in saved windows. Nothing else is done until it is finished.
   *
   * @throws StateException when it has keys already
   */
  Loading load();

  /** The keys of a pass, each once, in any order. */
  Collection<Object> keys(int pass);

  /** Whether keys had to be left out, because there were more than may be kept. */
  boolean hasLost();

  /** Ends all work; a store that outlives the process keeps what it has. */
  @Override
  void close();
}
