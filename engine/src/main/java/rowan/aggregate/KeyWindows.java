package rowan.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rowan.aggregate.TimeSlices.Gap;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

/**
 * The events of one key, and the windows over them. Batch and online run this one class: in batch
 * the events come in order and are forgotten when they have left all windows; online they come in
 * any order, may be amended, and a row may ask about the past. Not safe for use by several threads
 * at once.
 */
public final class KeyWindows {

  private static final long NONE = -1;
  private static final int ALL = -1;

  private final WindowProgram program;
  private final List<EventOrder> orders;
  private final int mostEvents;
  private final EventLog[] logs;

  /** What windows without a beginning have settled, where events come in any order. */
  private final @Nullable Settled[] settled;

  private final Frame[] frames;
  private final boolean[] stale;
  private final LoggedEvent event;
  private final long[] latestAvailable;

  /** Whether a slice has not begun: to move the windows before that would be in vain. */
  private boolean isPending;

  private long oldestWaiting = Long.MAX_VALUE;
  private long askedFrom = Long.MIN_VALUE;
  private long happensFrom = Long.MIN_VALUE;
  private long forgottenFor = Long.MIN_VALUE;
  private long lostUntil = Long.MIN_VALUE;

  private KeyWindows(WindowProgram program, List<EventOrder> orders, int mostEvents) {
    this.program = program;
    this.orders = orders;
    this.mostEvents = mostEvents;
    this.logs = new EventLog[program.sources().size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = new EventLog(program.sources().get(i), !orders.isEmpty());
    }
    this.frames = new Frame[program.frames().size()];
    this.settled = new @Nullable Settled[frames.length];
    for (int i = 0; i < frames.length; i++) {
      FrameProgram frame = program.frames().get(i);
      settled[i] = orders.isEmpty() || frame.window().evicts() ? null : new Settled(frame);
      frames[i] = new Frame(frame, settled[i], 0);
    }
    this.stale = new boolean[frames.length];
    this.latestAvailable = new long[logs.length];
    Arrays.fill(latestAvailable, Long.MIN_VALUE);
    this.event = new LoggedEvent(new EventLog(List.of(), false));
  }

  /** The windows of a key whose events come in order. */
  public static KeyWindows inOrder(WindowProgram program) {
    return new KeyWindows(program, List.of(), Integer.MAX_VALUE);
  }

  /**
   * The windows of a key whose events come in any order.
   *
   * @param orders for each source the order of its events
   */
  public static KeyWindows inAnyOrder(WindowProgram program, List<EventOrder> orders) {
    return inAnyOrder(program, orders, Integer.MAX_VALUE);
  }

  /**
   * The windows of a key whose events come in any order.
   *
   * @param orders for each source the order of its events
   * @param mostEvents how many events of a source are kept; when there are more, the oldest are
   *     lost, and rows that should see them get what {@link #isComplete} tells of
   */
  public static KeyWindows inAnyOrder(
      WindowProgram program, List<EventOrder> orders, int mostEvents) {
    return new KeyWindows(program, orders, mostEvents);
  }

  /** Forgets everything, for another key. */
  public void clear() {
    for (EventLog log : logs) {
      log.clear();
    }
    for (int i = 0; i < frames.length; i++) {
      if (settled[i] != null) {
        settled[i].clear();
      }
      frames[i].restart(0);
    }
    Arrays.fill(stale, false);
    Arrays.fill(latestAvailable, Long.MIN_VALUE);
    isPending = false;
    oldestWaiting = Long.MAX_VALUE;
    askedFrom = Long.MIN_VALUE;
    happensFrom = Long.MIN_VALUE;
    forgottenFor = Long.MIN_VALUE;
    lostUntil = Long.MIN_VALUE;
  }

  // Events in order.

  /** Adds an event that comes after all others, and before all rows that will ask. */
  public void append(int source, long time, EventRow row) {
    EventLog log = logs[source];
    if (log.isFull() && !isPending) {
      settle(source, time);
      log.makeRoom();
    }
    log.append(time, row);
  }

  /** Adds an event from before a slice of time, whose windows do not stand yet. */
  public void appendCopy(int source, long time, EventRow row) {
    isPending = true;
    append(source, time, row);
  }

  /**
   * Puts the windows to where they are when a slice of time begins. All copies for the slice were
   * added, and nothing else.
   *
   * @param before what the events of the slices before add up to
   * @param classNamed finds the classes of records and enums, which types only name
   */
  public void resume(
      TimeSlices slices, int slice, CellStates before, Function<String, Class<?>> classNamed) {
    isPending = false;
    for (int i = 0; slice > 0 && i < frames.length; i++) {
      FrameProgram frame = frames[i].program();
      Gap gap = slices.gap(frame.window(), slice);
      Settled between = gap.isEmpty() ? null : before.merged(i, frame, gap, classNamed);
      EventLog log = logs[frame.source()];
      frames[i].resume(log, slices.start(slice), gap, between, event);
    }
  }

  /**
   * The time of the oldest row that still waits for what looks ahead; {@code MAX_VALUE} if none.
   */
  public void waiting(long oldest) {
    oldestWaiting = oldest;
  }

  /** Takes into the frames what no later row can do without, and forgets the rest. */
  private void settle(int source, long time) {
    EventLog log = logs[source];
    long needed = log.end();
    for (Frame frame : frames) {
      if (frame.program().source() == source) {
        WindowSpec window = frame.program().window();
        long asked = window.looksAhead() ? Math.min(oldestWaiting, time) : time;
        new Asked(window, asked, log.end(), NONE).move(frame, log, event);
        needed = Math.min(needed, frame.needs());
      }
    }
    log.dropBefore(needed);
  }

  /**
   * Gives the values of what does not look ahead, to a row that comes after all events so far.
   *
   * @param isLatest for each source whether its latest event is the asking row itself
   */
  public void ask(long time, boolean[] isLatest, Results results) {
    for (Frame frame : frames) {
      if (!frame.program().window().looksAhead()) {
        int source = frame.program().source();
        long end = logs[source].end();
        new Asked(frame.program().window(), time, end, isLatest[source] ? end - 1 : NONE)
            .answer(frame, logs[source], event, results);
      }
    }
  }

  /**
   * Gives the values of what looks ahead, when all events that it may see were added. A window
   * ahead holds what is available when it is over.
   */
  public void askAhead(long time, Results results) {
    for (int i = 0; i < frames.length; i++) {
      WindowSpec window = window(i);
      if (window.looksAhead()) {
        int source = frames[i].program().source();
        long over = window.ahead() ? window.until(time) - 1 : time;
        boolean isFiltered = latestAvailable[source] > over;
        EventLog log = isFiltered ? logs[source].availableBy(over) : logs[source];
        answer(i, log, isFiltered, new Asked(window, time, log.end(), NONE), results);
      }
    }
  }

  /**
   * What a row asks of a window.
   *
   * @param stop the index after the events that come before the asking row, or are it
   * @param current the index of the asking row's own event: before {@code stop}, or after all
   *     events when it was not observed; or none
   */
  private record Asked(WindowSpec window, long time, long stop, long current) {

    private boolean seesCurrent() {
      return current != NONE
          && window.reachesAsker()
          && window.exclusion() != Exclusion.CURRENT_ROW;
    }

    /** Whether the row's own event is seen, but not as one of the frame. */
    private boolean hasGuest() {
      return seesCurrent() && (current >= stop || window.exclusion() == Exclusion.CURRENT_TIME);
    }

    /** The index after the events that the frame may hold. */
    long last() {
      boolean excludes = current != NONE && window.exclusion() == Exclusion.CURRENT_ROW;
      return excludes ? Math.min(stop, current) : stop;
    }

    private long until() {
      return window.exclusion() == Exclusion.CURRENT_TIME ? time : window.until(time);
    }

    private long limit() {
      return window.rows() == 0 ? Long.MAX_VALUE : window.rows() - (hasGuest() ? 1 : 0);
    }

    void move(Frame frame, EventLog log, LoggedEvent event) {
      frame.advance(log, time, until(), last(), limit(), event);
    }

    void answer(Frame frame, EventLog log, LoggedEvent event, Results results) {
      move(frame, log, event);
      if (hasGuest()) {
        frame.finishWith(log, current, time, results, event);
      } else {
        frame.finish(time, results);
      }
    }
  }

  // Events in any order.

  /**
   * Says what is not to come any more, so that what only it would need can be forgotten.
   *
   * @param asked no row will ask as of an earlier time
   * @param happens no event will come that happened earlier, but such as were observed before;
   *     events without a time are never too late
   */
  public void advance(long asked, long happens) {
    askedFrom = Math.max(askedFrom, asked);
    happensFrom = Math.max(happensFrom, happens);
  }

  /**
   * Adds an event, or replaces the values of the one that has its time and row key.
   *
   * @param rowKey what its source's order compares
   * @param availableFrom no row sees it that asks before
   * @return false when it comes too late, and nothing has changed: it is new, but happened before
   *     what {@link #advance} said; or it changes what is settled since
   */
  public boolean observe(int source, long time, Object rowKey, long availableFrom, EventRow row) {
    EventLog log = logs[source];
    long index = position(source, log, time, rowKey);
    if (isAt(source, log, index, time, rowKey)) {
      return amend(source, index, availableFrom, row);
    }
    if (isTooLate(time)) {
      return false;
    }
    latestAvailable[source] = Math.max(latestAvailable[source], availableFrom);
    log.insert(index, time, rowKey, availableFrom, row);
    inserted(source, index);
    if (log.isFull()) {
      forget(source);
      log.makeRoom();
    }
    if (log.size() > mostEvents) {
      makeRoom(source);
    }
    return true;
  }

  private boolean isTooLate(long time) {
    return time < happensFrom && time != Long.MIN_VALUE;
  }

  /** What becomes of an event that was observed before. */
  public enum Fate {
    /** It is kept, and would change to what the row has. */
    AMENDED,
    /** It is kept, but a window without a beginning has settled what would change. */
    SETTLED,
    /** It is not kept: it has left all windows, is settled, or was never observed. */
    GONE
  }

  /** What would become of an event that may have been observed before. */
  public Fate fate(int source, long time, Object rowKey, long availableFrom, EventRow row) {
    EventLog log = logs[source];
    long index = position(source, log, time, rowKey);
    if (!isAt(source, log, index, time, rowKey)) {
      return Fate.GONE;
    }
    return changesSettled(source, index, availableFrom, row) ? Fate.SETTLED : Fate.AMENDED;
  }

  /** The first index after all events before a row; of events that are alike, after those too. */
  private long position(int source, EventLog log, long time, Object rowKey) {
    EventOrder order = orders.get(source);
    long index = log.firstAt(time);
    while (index < log.end()
        && log.time(index) == time
        && order.comparator().compare(log.rowKey(index), rowKey) < (order.unique() ? 0 : 1)) {
      index++;
    }
    return index;
  }

  private boolean isAt(int source, EventLog log, long index, long time, Object rowKey) {
    return orders.get(source).unique() && isAlike(source, log, index, time, rowKey);
  }

  private boolean isAlike(int source, EventLog log, long index, long time, Object rowKey) {
    return index >= log.first()
        && index < log.end()
        && log.time(index) == time
        && orders.get(source).comparator().compare(log.rowKey(index), rowKey) == 0;
  }

  private boolean amend(int source, long index, long availableFrom, EventRow row) {
    if (changesSettled(source, index, availableFrom, row)) {
      return false;
    }
    EventLog log = logs[source];
    latestAvailable[source] = Math.max(latestAvailable[source], availableFrom);
    if (log.availableFrom(index) != availableFrom) {
      amended(source, index, ALL);
    }
    for (int column = 0; column < program.sources().get(source).size(); column++) {
      if (!log.has(index, column, row)) {
        amended(source, index, column);
      }
    }
    log.amend(index, availableFrom, row);
    return true;
  }

  private boolean changesSettled(int source, long index, long availableFrom, EventRow row) {
    EventLog log = logs[source];
    for (int i = 0; i < frames.length; i++) {
      Settled before = settled[i];
      if (before != null && frames[i].program().source() == source && index < before.end()) {
        boolean changes = log.availableFrom(index) != availableFrom;
        for (int column = 0; !changes && column < program.sources().get(source).size(); column++) {
          changes = frames[i].program().reads(column) && !log.has(index, column, row);
        }
        if (changes) {
          return true;
        }
      }
    }
    return false;
  }

  private void amended(int source, long index, int column) {
    for (int i = 0; i < frames.length; i++) {
      FrameProgram frame = frames[i].program();
      if (frame.source() == source && (column == ALL || frame.reads(column))) {
        stale[i] |= frames[i].holds(index);
      }
    }
  }

  private void inserted(int source, long index) {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].program().source() == source && frames[i].hasPassed(index)) {
        stale[i] |= frames[i].holds(index);
        frames[i].shift();
      }
    }
  }

  /** Forgets the events that no row will see which may still ask. */
  public void forget() {
    for (int source = 0; source < logs.length; source++) {
      forget(source);
    }
  }

  private void forget(int source) {
    EventLog log = logs[source];
    long horizon = Math.min(askedFrom, oldestWaiting);
    if (horizon == Long.MIN_VALUE) {
      return;
    }
    long needed = log.end();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].program().source() == source) {
        needed = Math.min(needed, needed(i, log, horizon));
      }
    }
    if (needed > log.first()) {
      forgottenFor = Math.max(forgottenFor, horizon);
      drop(source, needed);
    }
  }

  /** The first index of which a frame needs the event; what it can, it settles. */
  private long needed(int i, EventLog log, long horizon) {
    Settled before = settled[i];
    if (before == null) {
      return start(window(i), log, horizon);
    }
    long end = Math.min(Math.min(window(i).until(horizon), horizon), happensFrom);
    long until = Math.max(before.end(), log.first());
    while (until < log.end()
        && log.time(until) < end
        && log.time(until) != Long.MIN_VALUE
        && log.availableFrom(until) <= horizon) {
      until++;
    }
    before.add(log, until, event);
    return before.end();
  }

  private void drop(int source, long needed) {
    for (int i = 0; i < frames.length; i++) {
      stale[i] |= frames[i].program().source() == source && frames[i].needs() < needed;
    }
    logs[source].dropBefore(needed);
  }

  /** Drops the oldest events, some at once, even if rows may want to see them. */
  private void makeRoom(int source) {
    forget(source);
    EventLog log = logs[source];
    if (log.size() <= mostEvents) {
      return;
    }
    long kept = Math.min(log.end(), log.first() + Math.max(1, mostEvents / 8));
    lose(log.time(kept - 1));
    for (int i = 0; i < frames.length; i++) {
      Settled before = settled[i];
      if (before != null && frames[i].program().source() == source) {
        before.skipTo(kept);
      }
    }
    drop(source, kept);
  }

  /** Says that events were not kept which happened up to a time. */
  public void lose(long time) {
    lostUntil = Math.max(lostUntil, time);
  }

  /**
   * Whether a row that asks at a time sees all that it should; not when events of its windows were
   * lost for want of memory.
   */
  public boolean isComplete(long time) {
    if (lostUntil == Long.MIN_VALUE) {
      return true;
    }
    for (int i = 0; i < frames.length; i++) {
      if (window(i).from(time) <= lostUntil) {
        return false;
      }
    }
    return true;
  }

  /** Whether no row that may still ask sees any event; windows without events do then as well. */
  public boolean isEmpty() {
    for (EventLog log : logs) {
      if (log.size() > 0) {
        return false;
      }
    }
    for (Settled before : settled) {
      if (before != null && !before.isEmpty()) {
        return false;
      }
    }
    return isComplete(askedFrom);
  }

  /**
   * Writes the windows, where events come in any order: the events that are kept, and what is
   * settled. States of windows that events leave are not written, since the events tell them.
   */
  public void write(ValueWriter out) {
    forget();
    for (int source = 0; source < logs.length; source++) {
      logs[source].write(orders.get(source).types(), out);
    }
    for (int i = 0; i < frames.length; i++) {
      Settled before = settled[i];
      if (before != null) {
        out.whole(Math.max(0, before.end() - logs[frames[i].program().source()].first()));
        before.write(out);
      }
    }
    out.whole(askedFrom);
    out.whole(happensFrom);
    out.whole(forgottenFor);
    out.whole(lostUntil);
  }

  /**
   * What is kept, for a person: a line for each event, and one for each feature of a window without
   * a beginning that has settled events.
   *
   * @param sources the names of the sources
   * @param columns for each source the names of its columns
   * @param features the names of the features
   */
  public List<String> describe(
      List<String> sources, List<List<String>> columns, List<String> features) {
    List<String> lines = new ArrayList<>();
    for (int source = 0; source < logs.length; source++) {
      for (long index = logs[source].first(); index < logs[source].end(); index++) {
        lines.add(sources.get(source) + " " + logs[source].describe(index, columns.get(source)));
      }
    }
    for (Settled before : settled) {
      if (before != null) {
        lines.addAll(before.describe(features));
      }
    }
    return lines;
  }

  /** Reads windows that were written, of the same program, in place of what is in these. */
  public void read(ValueReader in) {
    clear();
    for (int source = 0; source < logs.length; source++) {
      logs[source].read(orders.get(source).types(), in);
      for (long index = logs[source].first(); index < logs[source].end(); index++) {
        latestAvailable[source] =
            Math.max(latestAvailable[source], logs[source].availableFrom(index));
      }
    }
    for (Settled before : settled) {
      if (before != null) {
        long events = in.whole();
        before.read(in, events); // logs that were read begin with index 0
      }
    }
    Arrays.fill(stale, true);
    askedFrom = in.whole();
    happensFrom = in.whole();
    forgottenFor = in.whole();
    lostUntil = in.whole();
  }

  /** The first index that may be in a window of a row that asks at a time, or later. */
  private static long start(WindowSpec window, EventLog log, long time) {
    return window.length() != null
        ? log.firstAt(window.from(time))
        : Math.max(log.first(), log.firstAt(window.until(time) - 1) - window.rows());
  }

  private long start(int i, EventLog log, long time) {
    Settled before = settled[i];
    return before == null ? start(window(i), log, time) : Math.max(before.end(), log.first());
  }

  /** A row that asks, where events come in any order. */
  public interface Asker {

    /** Whether the row is an event of a source. */
    boolean isEventOf(int source);

    /** What the order of a source compares. */
    Object rowKey(int source);

    /**
     * Its values as an event of a source, for when it was not observed; null when it was, or when
     * they are not to be seen: it has another key there, or is not available yet.
     */
    @Nullable EventRow event(int source);
  }

  /**
   * Gives the values of what does not look ahead to a row that asks at any time.
   *
   * @throws IllegalStateException when events were forgotten that it should see
   */
  public void ask(long time, Asker asker, Results results) {
    if (time < forgottenFor) {
      throw new IllegalStateException("events that it should see were forgotten");
    }
    for (int source = 0; source < logs.length; source++) {
      boolean isFiltered = latestAvailable[source] > time;
      EventLog log = isFiltered ? logs[source].availableBy(time) : logs[source];
      if (asker.isEventOf(source)) {
        askOwn(source, log, isFiltered, time, asker, results);
      } else {
        long stop = time == Long.MAX_VALUE ? log.end() : log.firstAt(time + 1);
        answerAll(source, log, isFiltered, time, stop, NONE, results);
      }
    }
  }

  private WindowSpec window(int frame) {
    return frames[frame].program().window();
  }

  private void askOwn(
      int source, EventLog log, boolean isFiltered, long time, Asker asker, Results results) {
    EventRow own = asker.event(source);
    Object rowKey = asker.rowKey(source);
    long index = position(source, log, time, rowKey);
    if (isAt(source, log, index, time, rowKey)) {
      answerAll(source, log, isFiltered, time, index + 1, index, results);
    } else if (own == null) {
      // Of events without a row key, one that is alike is as good as its own.
      long current = isAlike(source, log, index - 1, time, rowKey) ? index - 1 : NONE;
      answerAll(source, log, isFiltered, time, index, current, results);
    } else {
      log.append(time, own); // for as long as it asks
      try {
        answerAll(source, log, isFiltered, time, index, log.end() - 1, results);
      } finally {
        log.removeLast();
      }
    }
  }

  private void answerAll(
      int source,
      EventLog log,
      boolean isFiltered,
      long time,
      long stop,
      long current,
      Results results) {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].program().source() == source && !window(i).looksAhead()) {
        answer(i, log, isFiltered, new Asked(window(i), time, stop, current), results);
      }
    }
  }

  /** Answers from the kept frame, or from one of its own when the kept one cannot go there. */
  private void answer(int i, EventLog log, boolean isFiltered, Asked asked, Results results) {
    Frame frame = frames[i];
    boolean isBehind = asked.time() < frame.movedTo() || frame.hasPassed(asked.last());
    if (isFiltered || (isBehind && !stale[i])) {
      frame = new Frame(frame.program(), settled[i], start(i, log, asked.time()));
    } else if (stale[i]) {
      frame.restart(start(i, log, asked.time()));
      stale[i] = false;
    }
    asked.answer(frame, log, event, results);
  }
}
