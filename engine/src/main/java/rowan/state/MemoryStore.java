package rowan.state;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rowan.aggregate.KeyWindows;

/** Keeps windows in the memory of the process, for as long as it runs. */
public final class MemoryStore implements WindowStore {

  private final List<Supplier<KeyWindows>> empty;
  private final List<ConcurrentHashMap<Object, KeyWindows>> passes;

  /**
   * A store without keys.
   *
   * @param empty for each pass, what makes the windows of a key without events
   */
  public MemoryStore(List<Supplier<KeyWindows>> empty) {
    this.empty = List.copyOf(empty);
    this.passes = empty.stream().map(pass -> new ConcurrentHashMap<Object, KeyWindows>()).toList();
  }

  @Override
  public void update(int pass, Object key, Consumer<KeyWindows> change) {
    KeyWindows windows = passes.get(pass).get(key); // computeIfAbsent would lock
    if (windows == null) {
      windows = passes.get(pass).computeIfAbsent(key, absent -> empty.get(pass).get());
    }
    synchronized (windows) {
      change.accept(windows);
    }
  }

  @Override
  public void ask(int pass, Object key, Consumer<KeyWindows> question) {
    KeyWindows windows = passes.get(pass).get(key);
    if (windows == null) {
      question.accept(empty.get(pass).get());
    } else {
      synchronized (windows) {
        question.accept(windows);
      }
    }
  }
}
