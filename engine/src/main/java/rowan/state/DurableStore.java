package rowan.state;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.KeyWindows;
import rowan.plan.Plan;
import rowan.state.Table.Row;
import rowan.state.Table.Stamp;

/**
 * Keeps windows in a table that outlives the process: what an event changes is written before it is
 * said to be taken in, all of it or nothing. The windows used last are kept at hand, so that most
 * need not be read again. Whenever a key is new, it looks at two others in turn, and removes those
 * of which no row that may still ask sees anything.
 */
final class DurableStore implements WindowStore {

  private static final int VERSION = 1;
  private static final String FORMAT = "rowan state ";
  private static final int STRIPES = 256;
  private static final int LOOKED_AT = 2;
  private static final int LOADED_AT_ONCE = 1 << 20;

  /** Windows as they are in the table. */
  private record Known(KeyWindows windows, Stamp stamp) {

    boolean isThere() {
      return !stamp.equals(Stamp.NONE);
    }
  }

  /** The lock of some of the keys, and the windows of those that were used last. */
  private static final class Stripe extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    private final transient Map<PassKey, Known> used;

    Stripe(int most) {
      this.used =
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PassKey, Known> eldest) {
              return size() > most;
            }
          };
    }
  }

  private final String shown;
  private final Table table;
  private final List<PassForm> passes;
  private final EventClock clock;
  private final List<Stripe> stripes = new ArrayList<>();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile boolean isClosed;

  private DurableStore(
      String shown, Table table, List<PassForm> passes, EventClock clock, int mostAtHand) {
    this.shown = shown;
    this.table = table;
    this.passes = passes;
    this.clock = clock;
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Stripe((mostAtHand + STRIPES - 1) / STRIPES));
    }
  }

  /**
   * Opens a table.
   *
   * @param shown where it is, as messages show it
   * @param mostAtHand of how many keys windows are kept at hand, about
   * @throws StateException when it holds other state, or such as is not whole; the table is closed
   */
  static DurableStore open(
      String shown, Table table, Plan plan, Retention retention, EventClock clock, int mostAtHand) {
    try {
      if (table.isEmpty()) {
        table.addNote(Table.OF, FORMAT + VERSION + " " + Fingerprint.of(plan));
      }
      requireFor(plan, table.note(Table.OF), shown);
      if (table.note(Table.UNFINISHED) != null) {
        throw failure(shown, "it was not loaded to the end; delete it, and load it again");
      }
      table.read(List.of(), List.of(), clock);
      return new DurableStore(shown, table, PassForm.all(plan, retention), clock, mostAtHand);
    } catch (RuntimeException | Error e) {
      table.close();
      throw e;
    }
  }

  private static void requireFor(Plan plan, @Nullable String of, String shown) {
    if (of == null || !of.startsWith(FORMAT)) {
      throw failure(shown, "it is not state of Rowan");
    }
    String[] parts = of.substring(FORMAT.length()).split(" ", 2);
    if (!parts[0].equals(Integer.toString(VERSION))) {
      throw failure(
          shown,
          "its format is version %s, and this program reads version %d; begin anew from exported state"
              .formatted(parts[0], VERSION));
    }
    String wanted = Fingerprint.of(plan);
    if (!parts[1].equals(wanted)) {
      throw failure(
          shown,
          "it is of other definitions than those of %s (fingerprint %.8s, not %.8s); begin anew from exported state"
              .formatted(plan.graph().title(), parts[1], wanted));
    }
  }

  private static StateException failure(String shown, String why) {
    return new StateException("Cannot use the state in %s: %s".formatted(shown, why), null);
  }

  // Locks.

  private Stripe stripe(PassKey key) {
    return stripes.get(stripeNumber(key));
  }

  private static int stripeNumber(PassKey key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash >>> 24; // of 256
  }

  /** Does work on keys while nobody else does. */
  private <T> T locked(List<PassKey> keys, Supplier<T> work) {
    int[] order = keys.stream().mapToInt(DurableStore::stripeNumber).sorted().distinct().toArray();
    for (int number : order) {
      stripes.get(number).lock();
    }
    try {
      if (isClosed) {
        throw new IllegalStateException("The state in %s is closed".formatted(shown));
      }
      return work.get();
    } catch (RuntimeException | Error e) {
      forget(keys); // they may be changed, and not written
      throw e;
    } finally {
      for (int number : order) {
        stripes.get(number).unlock();
      }
    }
  }

  private void forget(List<PassKey> keys) {
    keys.forEach(key -> stripe(key).used.remove(key));
  }

  // Changes.

  @Override
  public boolean update(List<PassKey> keys, long time, Change change) {
    return change(keys, change);
  }

  @Override
  public boolean amend(List<PassKey> keys, Change change) {
    return change(keys, change);
  }

  private boolean change(List<PassKey> keys, Change change) {
    boolean[] isNew = {false};
    boolean isTaken = locked(keys, () -> changeLocked(keys, change, isNew));
    if (isNew[0]) {
      lookAtOthers();
    }
    return isTaken;
  }

  private boolean changeLocked(List<PassKey> keys, Change change, boolean[] isNew) {
    while (true) {
      boolean isCertain =
          !table.isShared() || keys.stream().noneMatch(key -> stripe(key).used.containsKey(key));
      Map<PassKey, Known> known = known(keys, true);
      boolean isTaken = change.apply(keys.stream().map(key -> at(known, key).windows()).toList());
      if (isTaken && write(known)) {
        isNew[0] = known.values().stream().anyMatch(before -> !before.isThere());
        return true;
      }
      if (!isTaken && isCertain) {
        return false;
      }
      forget(keys); // another process has changed them, or may have
    }
  }

  /** Writes windows where they were read. */
  private boolean write(Map<PassKey, Known> changed) {
    List<Row> rows = new ArrayList<>(changed.size());
    Map<PassKey, Known> written = new LinkedHashMap<>();
    changed.forEach(
        (key, before) -> {
          byte @Nullable [] value = value(key.pass(), before.windows());
          rows.add(new Row(bytes(key), before.stamp(), value));
          written.put(key, new Known(before.windows(), value == null ? Stamp.NONE : stamp(value)));
        });
    if (!table.write(rows, clock)) {
      return false;
    }
    written.forEach(this::keepAtHand);
    return true;
  }

  private void keepAtHand(PassKey key, Known known) {
    if (known.isThere()) {
      stripe(key).used.put(key, known);
    } else {
      stripe(key).used.remove(key);
    }
  }

  /** What is known of keys, each once: from those at hand, or from the table. */
  private Map<PassKey, Known> known(List<PassKey> keys, boolean isTrusted) {
    Map<PassKey, Known> known = new LinkedHashMap<>();
    List<PassKey> unsure = new ArrayList<>();
    for (PassKey key : keys) {
      Known atHand = stripe(key).used.get(key);
      boolean isFirst =
          known.put(key, atHand == null ? new Known(pass(key).empty(), Stamp.NONE) : atHand)
              == null;
      if (isFirst && (atHand == null || !isTrusted)) {
        unsure.add(key);
      }
    }
    if (!unsure.isEmpty()) {
      read(unsure, known);
    }
    return known;
  }

  private static Known at(Map<PassKey, Known> known, PassKey key) {
    return requireNonNull(known.get(key));
  }

  private void read(List<PassKey> keys, Map<PassKey, Known> known) {
    List<byte @Nullable []> values =
        table.read(
            keys.stream().map(this::bytes).toList(),
            keys.stream().map(key -> at(known, key).stamp()).toList(),
            clock);
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      PassKey key = keys.get(i);
      if (value == null && at(known, key).isThere()) {
        known.put(key, new Known(pass(key).empty(), Stamp.NONE));
      } else if (value != null && value.length > 0) {
        known.put(key, known(key, value));
      }
      keepAtHand(key, at(known, key));
    }
  }

  /** The windows that a value is. */
  private Known known(PassKey key, byte[] value) {
    try {
      if (value.length < Stamp.LENGTH || ByteBuffer.wrap(value).getLong() != stamp(value).bits()) {
        throw failure(shown, "the windows of a key are damaged; begin anew from exported state");
      }
      return new Known(pass(key).read(value, Stamp.LENGTH), stamp(value));
    } catch (java.io.UncheckedIOException | IllegalArgumentException e) {
      throw new StateException("Cannot read windows in %s".formatted(shown), e);
    }
  }

  /** The bytes of windows; null for such as may be forgotten. */
  private byte @Nullable [] value(int pass, KeyWindows windows) {
    ByteBlock block = new ByteBlock();
    block.write(new byte[Stamp.LENGTH], 0, Stamp.LENGTH);
    passes.get(pass).write(windows, block);
    return windows.isEmpty() ? null : stamped(block.toBytes());
  }

  private static byte[] stamped(byte[] value) {
    ByteBuffer.wrap(value).putLong(stamp(value).bits());
    return value;
  }

  /** Two checksums of what a value has behind its own stamp. */
  private static Stamp stamp(byte[] value) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(value, Stamp.LENGTH, value.length - Stamp.LENGTH);
    other.update(value, Stamp.LENGTH, value.length - Stamp.LENGTH);
    long bits = one.getValue() << Integer.SIZE | other.getValue();
    return new Stamp(bits == 0 ? 1 : bits);
  }

  // Keys as bytes.

  private PassForm pass(PassKey key) {
    return passes.get(key.pass());
  }

  private static byte[] prefix(int pass) {
    return new byte[] {Table.KEY, (byte) pass};
  }

  private byte[] bytes(PassKey key) {
    ByteBlock block = new ByteBlock();
    block.write(prefix(key.pass()), 0, 2);
    pass(key).writeKey(key.key(), block);
    return block.toBytes();
  }

  private PassKey key(byte[] bytes) {
    int pass = bytes[1];
    return new PassKey(pass, passes.get(pass).readKey(bytes, 2));
  }

  // Questions.

  @Override
  public void ask(List<PassKey> keys, Question question) {
    locked(
        keys,
        () -> {
          Map<PassKey, Known> known = known(keys, !table.isShared());
          for (int i = 0; i < keys.size(); i++) {
            question.ask(i, at(known, keys.get(i)).windows());
          }
          return known;
        });
  }

  @Override
  public Collection<Object> keys(int pass) {
    Set<Object> keys = new LinkedHashSet<>();
    looking(() -> table.scan(prefix(pass), bytes -> keys.add(key(bytes).key())));
    return keys;
  }

  @Override
  public boolean hasLost() {
    return false;
  }

  private void lookAtOthers() {
    List<byte[]> others = new ArrayList<>();
    looking(() -> others.addAll(table.next(LOOKED_AT)));
    for (byte[] other : others) {
      List<PassKey> key = List.of(key(other));
      locked(key, () -> changeLocked(key, this::isOver, new boolean[1]));
    }
  }

  private void looking(Runnable work) {
    looking.lock();
    try {
      if (!isClosed) {
        work.run();
      }
    } finally {
      looking.unlock();
    }
  }

  private boolean isOver(List<KeyWindows> windows) {
    long horizon = clock.horizon();
    windows.get(0).advance(horizon, horizon);
    windows.get(0).forget();
    return windows.get(0).isEmpty();
  }

  // Loading.

  @Override
  public Loading load() {
    if (table.hasRows()) {
      throw failure(shown, "it has windows already; load into an empty one");
    }
    table.addNote(Table.UNFINISHED, "loading");
    return new Loading() {
      private final List<Row> rows = new ArrayList<>();
      private int bytes;

      @Override
      public void add(int pass, Object key, byte[] windows) {
        byte[] value = new byte[Stamp.LENGTH + windows.length];
        System.arraycopy(windows, 0, value, Stamp.LENGTH, windows.length);
        rows.add(new Row(bytes(new PassKey(pass, key)), Stamp.NONE, stamped(value)));
        bytes += value.length;
        if (bytes > LOADED_AT_ONCE) {
          write();
        }
      }

      private void write() {
        table.load(rows);
        rows.clear();
        bytes = 0;
      }

      @Override
      public void finish() {
        write();
        table.write(List.of(), clock);
        table.flush();
        table.removeNote(Table.UNFINISHED);
      }
    };
  }

  @Override
  public void close() {
    stripes.forEach(ReentrantLock::lock);
    looking.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        table.close();
      }
    } finally {
      looking.unlock();
      stripes.forEach(ReentrantLock::unlock);
    }
  }
}
