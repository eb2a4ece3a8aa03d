package rowan.aggregate;

import org.jspecify.annotations.Nullable;
import rowan.aggregate.FrameProgram.Cell;
import rowan.aggregate.FrameProgram.Output;
import rowan.aggregate.TimeSlices.Gap;

/**
 * The events of one key that are in one window now, and the states that have seen just them. It
 * only moves forward: events enter at its tail and leave at its head.
 */
final class Frame {

  private final FrameProgram program;

  /** What it goes on from; null when it begins with nothing. */
  private final @Nullable Settled settled;

  private final Object[] states;
  private final long[] seen;
  private long head;
  private long tail;
  private long movedTo = Long.MIN_VALUE;

  /** A frame before the event at an index, which has seen at most what is settled. */
  Frame(FrameProgram program, @Nullable Settled settled, long start) {
    this.program = program;
    this.settled = settled;
    this.states = new Object[program.cells()];
    this.seen = new long[states.length];
    restart(start);
  }

  /** Empties the frame, but for what is settled, and puts it before the event at an index. */
  void restart(long start) {
    for (int i = 0; i < states.length; i++) {
      seen[i] = settled == null ? 0 : settled.seen(i);
      states[i] = settled == null || seen[i] == 0 ? fresh(program.cell(i)) : settled.copy(i);
    }
    head = start;
    tail = start;
    movedTo = Long.MIN_VALUE;
  }

  /**
   * Puts the frame to where it is before the first row of a slice asks.
   *
   * @param asked the earliest time at which a row asks
   * @param gap which events will not leave
   * @param between what those add up to; null when there are none
   */
  void resume(EventLog log, long asked, Gap gap, @Nullable Settled between, LoggedEvent event) {
    long from = program.window().from(asked);
    restart(log.firstAt(from));
    move(log, head, Math.max(head, log.firstAt(Math.min(gap.from(), gap.until()))), event);
    if (between != null) {
      for (int i = 0; i < states.length; i++) {
        addAll(between, i, gap);
      }
    }
    tail = log.firstAt(gap.until());
  }

  private void addAll(Settled between, int i, Gap gap) {
    if (between.seen(i) > 0) {
      if (states[i] instanceof Tiles tiles) {
        tiles.add(program.tileFrom(gap.from()), between.seen(i), between.state(i));
      } else {
        states[i] = program.cell(i).aggregator().merge(states[i], between.state(i));
      }
      seen[i] += between.seen(i);
    }
  }

  private static Object fresh(Cell cell) {
    return cell.isTiled() ? new Tiles(cell.aggregator()) : cell.aggregator().create();
  }

  FrameProgram program() {
    return program;
  }

  /** The oldest event that it will ask for again. */
  long needs() {
    return program.window().evicts() ? head : tail;
  }

  /** Whether it has seen the event at an index, or one after it. */
  boolean hasPassed(long index) {
    return index < tail;
  }

  /** Whether the event at an index is in it. */
  boolean holds(long index) {
    return index < tail && (index >= head || !program.window().evicts());
  }

  /** An event was put before its head, so that all indices after it have moved on. */
  void shift() {
    head++;
    tail++;
  }

  /** How far it was moved: no row may ask for less. */
  long movedTo() {
    return movedTo;
  }

  /**
   * Moves to where a row that asks at {@code time} sees the events: those before {@code stop} that
   * are in the window.
   *
   * @param until the first microsecond after the window
   * @param limit how many events may be in it
   */
  void advance(EventLog log, long time, long until, long stop, long limit, LoggedEvent event) {
    long from = program.window().from(time);
    long newTail = tail;
    while (newTail < stop && log.time(newTail) < until) {
      newTail++;
    }
    if (newTail - limit < head && couldHoldMore(log, from)) {
      restart(Math.max(log.firstAt(from), newTail - limit)); // it was asked for fewer rows before
    }
    long newHead = Math.max(head, newTail - limit);
    if (program.window().length() != null) {
      while (newHead < newTail && log.time(newHead) < from) {
        newHead++;
      }
    }
    move(log, newHead, newTail, event);
    dropTiles(from);
    movedTo = time;
  }

  private boolean couldHoldMore(EventLog log, long from) {
    return program.window().rows() > 0 && head > log.first() && log.time(head - 1) >= from;
  }

  private void move(EventLog log, long newHead, long newTail, LoggedEvent event) {
    long evictUntil = Math.min(newHead, tail);
    long addFrom = Math.max(newHead, tail);
    for (int i = 0; i < states.length; i++) {
      Cell cell = program.cell(i);
      EvictingAggregator<Object> evicting = cell.isTiled() ? null : cell.evicting();
      if (evicting != null) {
        for (long index = head; index < evictUntil; index++) {
          evict(log, cell, evicting, i, index, event);
        }
      }
      for (long index = addFrom; index < newTail; index++) {
        add(log, cell, i, index, event);
      }
    }
    head = newHead;
    tail = newTail;
  }

  private void evict(
      EventLog log,
      Cell cell,
      EvictingAggregator<Object> evicting,
      int i,
      long index,
      LoggedEvent event) {
    int at = log.at(index);
    if (cell.sees(log, at)) {
      evicting.evict(states[i], event.of(log, cell.arguments(), at));
      seen[i]--;
    }
  }

  private void add(EventLog log, Cell cell, int i, long index, LoggedEvent event) {
    int at = log.at(index);
    if (!cell.sees(log, at)) {
      return;
    }
    event.of(log, cell.arguments(), at);
    if (cell.isTiled()) {
      ((Tiles) states[i]).add(program.tile(event.time()), event);
    } else {
      cell.aggregator().add(states[i], event);
      seen[i]++;
    }
  }

  private void dropTiles(long from) {
    for (int i = 0; i < states.length; i++) {
      if (program.cell(i).isTiled()) {
        Tiles tiles = (Tiles) states[i];
        tiles.dropBefore(program.tileFrom(from));
        seen[i] = tiles.events();
      }
    }
  }

  /** Gives the values of all features. */
  void finish(long time, Results results) {
    for (int i = 0; i < program.outputs(); i++) {
      finish(program.output(i), time, results);
    }
  }

  private void finish(Output output, long time, Results results) {
    Result result = results.at(output.feature());
    if (seen[output.cell()] > 0) {
      Object state = states[output.cell()];
      output
          .aggregator()
          .finish(state instanceof Tiles tiles ? tiles.state() : state, time, result);
      return;
    }
    results.empty(output.feature());
    if (output.empty() == null) {
      result.setNull();
    } else {
      result.set(output.empty());
    }
  }

  /** Gives the values of all features as if a further event, the latest, were in the frame. */
  void finishWith(EventLog log, long guest, long time, Results results, LoggedEvent event) {
    int at = log.at(guest);
    for (int i = 0; i < states.length; i++) {
      Cell cell = program.cell(i);
      if (cell.sees(log, at)) {
        finishWith(cell, i, event.of(log, cell.arguments(), at), time, results);
      } else {
        finishCell(i, time, results);
      }
    }
  }

  private void finishWith(Cell cell, int i, LoggedEvent guest, long time, Results results) {
    Object alone = states[i];
    seen[i]++;
    EvictingAggregator<Object> evicting = cell.evicting();
    if (evicting != null) {
      evicting.add(alone, guest);
      try {
        finishCell(i, time, results);
      } finally {
        evicting.retract(alone, guest);
        seen[i]--;
      }
    } else {
      Object single = cell.aggregator().create();
      cell.aggregator().add(single, guest);
      Object before = alone instanceof Tiles tiles ? tiles.state() : alone;
      states[i] = cell.aggregator().merge(before, single);
      try {
        finishCell(i, time, results);
      } finally {
        states[i] = alone;
        seen[i]--;
      }
    }
  }

  private void finishCell(int cell, long time, Results results) {
    for (int i = 0; i < program.outputs(); i++) {
      Output output = program.output(i);
      if (output.cell() == cell) {
        finish(output, time, results);
      }
    }
  }
}
