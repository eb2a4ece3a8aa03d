package rowan.aggregate;

import rowan.aggregate.FrameProgram.Cell;

/**
 * What a window without a beginning has seen of the events before an index. No event comes before
 * it any more, and none of them changes, so that they need not be kept.
 */
final class Settled {

  private final FrameProgram program;
  private final Object[] states;
  private final long[] seen;
  private long end;

  Settled(FrameProgram program) {
    this.program = program;
    this.states = new Object[program.cells()];
    this.seen = new long[states.length];
    clear();
  }

  void clear() {
    for (int i = 0; i < states.length; i++) {
      states[i] = program.cell(i).aggregator().create();
      seen[i] = 0;
    }
    end = 0;
  }

  /** The index of the first event that is not settled. */
  long end() {
    return end;
  }

  /** Whether no operator has seen any event. */
  boolean isEmpty() {
    for (long events : seen) {
      if (events > 0) {
        return false;
      }
    }
    return true;
  }

  /** Settles the events before an index. */
  void add(EventLog log, long until, LoggedEvent event) {
    for (; end < until; end++) {
      int at = log.at(end);
      for (int i = 0; i < states.length; i++) {
        Cell cell = program.cell(i);
        if (cell.sees(log, at)) {
          cell.aggregator().add(states[i], event.of(log, cell.arguments(), at));
          seen[i]++;
        }
      }
    }
  }

  /** Goes on at an index; the events before it are lost. */
  void skipTo(long index) {
    end = Math.max(end, index);
  }

  /** How many events the operator of a cell has seen. */
  long seen(int cell) {
    return seen[cell];
  }

  /** A state of its own, from which a frame goes on. */
  Object copy(int cell) {
    Aggregator<Object> aggregator = program.cell(cell).aggregator();
    return aggregator.merge(states[cell], aggregator.create());
  }
}
