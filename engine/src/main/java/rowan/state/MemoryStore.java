package rowan.state;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;

/**
 * Keeps windows in the memory of the process, for as long as it runs. Whenever a key is new, it
 * looks at two others in turn, and drops those of which no row that may still ask sees anything; so
 * keys that are gone make room for those that come.
 */
final class MemoryStore implements WindowStore {

  private static final int LOOKED_AT = 2;
  private static final int LOOKED_AT_WHEN_FULL = 64;

  /** The windows of a key, under its lock; a key that was dropped may have new ones by now. */
  private static final class Kept {

    private static final AtomicLong MADE = new AtomicLong();

    /** Who locks several does so in the order of their numbers. */
    private final long number = MADE.incrementAndGet();

    private final KeyWindows windows;
    private boolean isDropped;

    Kept(KeyWindows windows) {
      this.windows = windows;
    }
  }

  /** The keys of a pass. */
  private static final class Keys {
    private final PassForm form;
    private final ConcurrentHashMap<Object, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong lostUntil = new AtomicLong(Long.MIN_VALUE);
    private final ReentrantLock looking = new ReentrantLock();
    private Iterator<Map.Entry<Object, Kept>> next = Collections.emptyIterator();

    Keys(PassForm form) {
      this.form = form;
    }

    /** Windows that know no event; they do not know those either that were lost. */
    KeyWindows fresh() {
      KeyWindows windows = form.empty();
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
   * @param mostKeys how many keys of a pass are kept
   * @param clock says what rows may still ask
   */
  MemoryStore(List<PassForm> passes, long mostKeys, EventClock clock) {
    this.passes = passes.stream().map(Keys::new).toList();
    this.mostKeys = mostKeys;
    this.clock = clock;
  }

  // Changes.

  @Override
  public boolean update(List<PassKey> keys, long time, Change change) {
    Outcome outcome = Outcome.DROPPED;
    for (boolean isFirst = true; outcome == Outcome.DROPPED; isFirst = false) {
      @Nullable Kept[] found = new @Nullable Kept[keys.size()];
      boolean isNew = false;
      for (int i = 0; i < found.length; i++) {
        PassKey key = keys.get(i);
        found[i] = passes.get(key.pass()).kept.get(key.key()); // computeIfAbsent would lock
        isNew |= found[i] == null;
      }
      if (isNew && isFirst) {
        lookAtOthers(keys, found);
      }
      create(keys, found);
      outcome = change(keys, found, change);
      if (outcome == Outcome.TAKEN) {
        noteLost(keys, found, time);
      }
    }
    return outcome == Outcome.TAKEN;
  }

  @Override
  public boolean amend(List<PassKey> keys, Change change) {
    Outcome outcome = Outcome.DROPPED;
    while (outcome == Outcome.DROPPED) {
      @Nullable Kept[] found = new @Nullable Kept[keys.size()];
      for (int i = 0; i < found.length; i++) {
        found[i] = passes.get(keys.get(i).pass()).kept.get(keys.get(i).key());
      }
      outcome = change(keys, found, change);
    }
    return outcome == Outcome.TAKEN;
  }

  /** What became of a change: a key that was dropped meanwhile has to be found again. */
  private enum Outcome {
    TAKEN,
    REFUSED,
    DROPPED
  }

  /** Changes windows, under all their locks; where none are kept, some that nobody sees. */
  private Outcome change(List<PassKey> keys, @Nullable Kept[] found, Change change) {
    Kept[] all = new Kept[found.length];
    for (int i = 0; i < all.length; i++) {
      Kept kept = found[i];
      all[i] = kept == null ? new Kept(passes.get(keys.get(i).pass()).fresh()) : kept;
    }
    Kept[] inOrder = all.clone();
    Arrays.sort(inOrder, (a, b) -> Long.compare(a.number, b.number));
    return change(all, inOrder, 0, change);
  }

  private static Outcome change(Kept[] all, Kept[] inOrder, int locked, Change change) {
    if (locked == inOrder.length) {
      KeyWindows[] windows = new KeyWindows[all.length];
      for (int i = 0; i < windows.length; i++) {
        windows[i] = all[i].windows;
      }
      return change.apply(Arrays.asList(windows)) ? Outcome.TAKEN : Outcome.REFUSED;
    }
    synchronized (inOrder[locked]) {
      return inOrder[locked].isDropped ? Outcome.DROPPED : change(all, inOrder, locked + 1, change);
    }
  }

  private void noteLost(List<PassKey> keys, @Nullable Kept[] found, long time) {
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        passes.get(keys.get(i).pass()).lostUntil.accumulateAndGet(time, Math::max);
      }
    }
  }

  /**
   * Looks at others before new windows are made, once: those are still empty, and the ones of one
   * key would be dropped for those of the next, and so on.
   */
  private void lookAtOthers(List<PassKey> keys, @Nullable Kept[] found) {
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        Keys pass = passes.get(keys.get(i).pass());
        lookAtOthers(pass, isFull(pass) ? LOOKED_AT_WHEN_FULL : LOOKED_AT);
      }
    }
  }

  /** Makes windows for keys that have none, where there is room. */
  private void create(List<PassKey> keys, @Nullable Kept[] found) {
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        found[i] = create(passes.get(keys.get(i).pass()), keys.get(i).key());
      }
    }
  }

  /** Windows for a key that has none; null when there is no room. */
  private @Nullable Kept create(Keys keys, Object key) {
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

  // Questions.

  @Override
  public void ask(List<PassKey> keys, Question question) {
    for (int i = 0; i < keys.size(); i++) {
      Keys pass = passes.get(keys.get(i).pass());
      Kept kept = pass.kept.get(keys.get(i).key());
      if (kept == null || !isAsked(kept, i, question)) {
        question.ask(i, pass.fresh());
      }
    }
  }

  private static boolean isAsked(Kept kept, int number, Question question) {
    synchronized (kept) {
      if (kept.isDropped) {
        return false;
      }
      question.ask(number, kept.windows);
      return true;
    }
  }

  @Override
  public Collection<Object> keys(int pass) {
    return passes.get(pass).kept.keySet();
  }

  @Override
  public boolean hasLost() {
    return passes.stream().anyMatch(keys -> keys.lostUntil.get() != Long.MIN_VALUE);
  }

  // Loading.

  @Override
  public Loading load() {
    return new Loading() {
      @Override
      public void add(int pass, Object key, byte[] windows) {
        Keys keys = passes.get(pass);
        if (isFull(keys)) {
          throw new StateException(
              "The state has more keys than the %,d that may be kept; keep more, or take a share of them with SavedState.within"
                  .formatted(mostKeys),
              null);
        }
        keys.kept.put(key, new Kept(keys.form.read(windows, 0)));
      }

      @Override
      public void finish() {}
    };
  }

  @Override
  public void close() {}
}
