package rowan.aggregate;

import java.util.ArrayList;
import java.util.List;
import rowan.aggregate.FrameProgram.Cell;
import rowan.type.ValueReader;
import rowan.type.ValueWriter;

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

  void write(ValueWriter out) {
    for (int i = 0; i < states.length; i++) {
      out.whole(seen[i]);
      if (seen[i] > 0) {
        program.cell(i).aggregator().write(states[i], out);
      }
    }
  }

  /**
   * Reads what was written.
   *
   * @param next the index of the first event that is not settled
   */
  void read(ValueReader in, long next) {
    for (int i = 0; i < states.length; i++) {
      seen[i] = in.whole();
      if (seen[i] > 0) {
        states[i] = program.cell(i).aggregator().read(in);
      }
    }
    end = next;
  }

  /** How many events each feature has seen, for a person. */
  List<String> describe(List<String> features) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < program.outputs(); i++) {
      long events = seen[program.output(i).cell()];
      if (events > 0) {
        lines.add(
            "%s: %d events before".formatted(features.get(program.output(i).feature()), events));
      }
    }
    return lines;
  }

  /** How many events the operator of a cell has seen. */
  long seen(int cell) {
    return seen[cell];
  }

  /** What the operator of a cell has seen, to be read only. */
  Object state(int cell) {
    return states[cell];
  }

  /** What this and a later one have seen; neither changes. */
  Settled merge(Settled later) {
    Settled both = new Settled(program);
    for (int i = 0; i < states.length; i++) {
      both.states[i] = program.cell(i).aggregator().merge(states[i], later.states[i]);
      both.seen[i] = seen[i] + later.seen[i];
    }
    return both;
  }

  /** A state of its own, from which a frame goes on. */
  Object copy(int cell) {
    Aggregator<Object> aggregator = program.cell(cell).aggregator();
    return aggregator.merge(states[cell], aggregator.create());
  }
}
