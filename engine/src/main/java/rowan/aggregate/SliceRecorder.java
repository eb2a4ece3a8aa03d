package rowan.aggregate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rowan.type.ValueWriter;

/**
 * Adds up the events of a slice, which come in order, cell by cell, for the slices after it. Keeps
 * no event.
 */
public final class SliceRecorder {

  private static final int NO_CELL = -1;

  private final WindowProgram program;
  private final long[][] bounds;
  private final EventLog[] logs;
  private final Settled[] open;
  private final int[] cells;
  private final LoggedEvent event = new LoggedEvent(new EventLog(List.of(), false));

  private final List<Integer> frames = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private final List<byte[]> states = new ArrayList<>();

  /** A slice without events. */
  public SliceRecorder(TimeSlices slices) {
    this.program = slices.program();
    this.bounds = slices.cells();
    this.logs =
        program.sources().stream().map(of -> new EventLog(of, false)).toArray(EventLog[]::new);
    this.open = program.frames().stream().map(Settled::new).toArray(Settled[]::new);
    this.cells = new int[open.length];
    Arrays.fill(cells, NO_CELL);
  }

  /** Adds an event that comes after all others. */
  public void observe(int source, long time, EventRow row) {
    EventLog log = logs[source];
    log.append(time, row);
    for (int frame = 0; frame < open.length; frame++) {
      if (program.frames().get(frame).source() == source) {
        turnTo(frame, cell(frame, time));
        open[frame].skipTo(log.first());
        if (cells[frame] != NO_CELL) {
          open[frame].add(log, log.end(), event);
        }
      }
    }
    log.dropBefore(log.end());
  }

  private int cell(int frame, long time) {
    int at = Arrays.binarySearch(bounds[frame], time);
    int cell = at >= 0 ? at : -at - 2;
    return cell < bounds[frame].length - 1 ? cell : NO_CELL; // the last bound is where gaps end
  }

  private void turnTo(int frame, int cell) {
    if (cells[frame] != cell) {
      close(frame);
      cells[frame] = cell;
    }
  }

  private void close(int frame) {
    if (cells[frame] != NO_CELL && !open[frame].isEmpty()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      open[frame].write(new ValueWriter(new DataOutputStream(bytes)));
      frames.add(frame);
      starts.add(bounds[frame][cells[frame]]);
      states.add(bytes.toByteArray());
    }
    open[frame].clear();
  }

  /** The states of all events that were added. */
  public CellStates finish() {
    for (int frame = 0; frame < open.length; frame++) {
      turnTo(frame, NO_CELL);
    }
    return new CellStates(
        frames.stream().mapToInt(Integer::intValue).toArray(),
        starts.stream().mapToLong(Long::longValue).toArray(),
        states.toArray(byte[][]::new));
  }
}
