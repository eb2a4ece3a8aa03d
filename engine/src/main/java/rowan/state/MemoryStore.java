package rowan.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;

/**
 * Keeps windows in the memory of the process, for as long as it runs. Whenever a key is new, it
 * looks at two others in turn, and drops those of which no row that may still ask sees anything; so
 * keys that are gone make room for those that come.
 */
public final class MemoryStore implements WindowStore {

  private static final int LOOKED_AT = 2;
  private static final int LOOKED_AT_WHEN_FULL = 64;

  /** The windows of a key, under its lock; a key that was dropped may have new ones by now. */
  private static final class Kept {
    private final KeyWindows windows;
    private boolean isDropped;

    Kept(KeyWindows windows) {
      this.windows = windows;
    }
  }

  /** The keys of a pass. */
  private static final class Keys {
    private final Supplier<KeyWindows> empty;
    private final ConcurrentHashMap<Object, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong lostUntil = new AtomicLong(Long.MIN_VALUE);
    private final ReentrantLock looking = new ReentrantLock();
    private Iterator<Map.Entry<Object, Kept>> next = Collections.emptyIterator();

    Keys(Supplier<KeyWindows> empty) {
      this.empty = empty;
    }

    /** Windows that know no event; they do not know those either that were lost. */
    KeyWindows fresh() {
      KeyWindows windows = empty.get();
      windows.lose(lostUntil.get());
      return windows;
    }
  }

  private final List<Keys> passes;
  private final long mostKeys;
  private final EventClock clock;

  /**
   * A store without keys.
   *
   * @param empty for each pass, what makes the windows of a key without events
   * @param mostKeys how many keys of a pass are kept
   * @param clock says what rows may still ask
   */
  public MemoryStore(List<Supplier<KeyWindows>> empty, long mostKeys, EventClock clock) {
    this.passes = empty.stream().map(Keys::new).toList();
    this.mostKeys = mostKeys;
    this.clock = clock;
  }

  @Override
  public void update(int pass, Object key, long time, Consumer<KeyWindows> change) {
    Keys keys = passes.get(pass);
    boolean isDone = false;
    while (!isDone) {
      Kept kept = keys.kept.get(key); // computeIfAbsent would lock
      if (kept == null) {
        kept = create(keys, key);
      }
      if (kept == null) {
        keys.lostUntil.accumulateAndGet(time, Math::max);
        return;
      }
      isDone = use(kept, change);
    }
  }

  private static boolean use(Kept kept, Consumer<KeyWindows> work) {
    synchronized (kept) {
      if (kept.isDropped) {
        return false;
      }
      work.accept(kept.windows);
      return true;
    }
  }

  /** Windows for a key that has none; null when there is no room. */
  private @Nullable Kept create(Keys keys, Object key) {
    lookAtOthers(keys, isFull(keys) ? LOOKED_AT_WHEN_FULL : LOOKED_AT);
    return isFull(keys)
        ? keys.kept.get(key)
        : keys.kept.computeIfAbsent(key, absent -> new Kept(keys.fresh()));
  }

  private boolean isFull(Keys keys) {
    return keys.kept.mappingCount() >= mostKeys;
  }

  private void lookAtOthers(Keys keys, int most) {
    if (keys.looking.tryLock()) {
      try {
        if (!keys.next.hasNext()) {
          keys.next = keys.kept.entrySet().iterator();
        }
        for (int i = 0; i < most && keys.next.hasNext(); i++) {
          Map.Entry<Object, Kept> entry = keys.next.next();
          if (isOver(entry.getValue())) {
            keys.kept.remove(entry.getKey(), entry.getValue());
          }
        }
      } finally {
        keys.looking.unlock();
      }
    }
  }

  /** Drops the windows of a key if they are as good as none. */
  private boolean isOver(Kept kept) {
    synchronized (kept) {
      long horizon = clock.horizon();
      kept.windows.advance(horizon, horizon);
      kept.windows.forget();
      kept.isDropped = kept.windows.isEmpty();
      return kept.isDropped;
    }
  }

  @Override
  public void ask(int pass, Object key, Consumer<KeyWindows> question) {
    Keys keys = passes.get(pass);
    Kept kept = keys.kept.get(key);
    if (kept == null || !use(kept, question)) {
      question.accept(keys.fresh());
    }
  }

  /** The keys of a pass, in an order. */
  List<Object> sortedKeys(int pass, Comparator<Object> order) {
    return passes.get(pass).kept.keySet().stream().sorted(order).toList();
  }

  /** Writes the windows of a key, as they are after what is over was forgotten. */
  void write(int pass, Object key, StatePartWriter part) {
    ask(
        pass,
        key,
        windows -> {
          long horizon = clock.horizon();
          windows.advance(horizon, horizon);
          try {
            part.write(key, windows);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Checks that all keys of a pass that were loaded are kept.
   *
   * @throws StateException when there were more than may be kept
   */
  public void requireAll(int pass) {
    if (passes.get(pass).lostUntil.get() != Long.MIN_VALUE) {
      throw new StateException(
          "The state has more keys than the %,d that may be kept; keep more, or take a share of them with SavedState.within"
              .formatted(mostKeys),
          null);
    }
  }

  /** Whether keys had to be left out, because there were more than may be kept. */
  boolean hasLost() {
    return passes.stream().anyMatch(keys -> keys.lostUntil.get() != Long.MIN_VALUE);
  }

  /** How many keys of a pass are kept. */
  public long keys(int pass) {
    return passes.get(pass).kept.mappingCount();
  }
}
