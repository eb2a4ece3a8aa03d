package rowan.aggregate;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rowan.type.ValueReader;

/**
 * What the events of a key add up to: states of spans of time, the cells, of which the gaps of
 * {@link TimeSlices} consist. Immutable.
 */
public final class CellStates implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Without any events. */
  public static final CellStates NONE = new CellStates(new int[0], new long[0], new byte[0][]);

  // In order of time, for each frame.
  private final int[] frames;
  private final long[] starts;
  private final byte[][] states;

  CellStates(int[] frames, long[] starts, byte[][] states) {
    this.frames = frames;
    this.starts = starts;
    this.states = states;
  }

  /** The states of slices, in order, as one. */
  public static CellStates of(List<CellStates> slices) {
    int count = slices.stream().mapToInt(slice -> slice.frames.length).sum();
    int[] frames = new int[count];
    long[] starts = new long[count];
    byte[][] states = new byte[count][];
    int at = 0;
    for (CellStates slice : slices) {
      int length = slice.frames.length;
      System.arraycopy(slice.frames, 0, frames, at, length);
      System.arraycopy(slice.starts, 0, starts, at, length);
      System.arraycopy(slice.states, 0, states, at, length);
      at += length;
    }
    return new CellStates(frames, starts, states);
  }

  /** The merged states of the cells of a gap; null when nothing is in it. */
  @Nullable Settled merged(
      int frame, FrameProgram program, TimeSlices.Gap gap, Function<String, Class<?>> classNamed) {
    List<Settled> cells = new ArrayList<>();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i] == frame && starts[i] >= gap.from() && starts[i] < gap.until()) {
        Settled cell = new Settled(program);
        cell.read(
            new ValueReader(new DataInputStream(new ByteArrayInputStream(states[i])), classNamed),
            0);
        cells.add(cell);
      }
    }
    return cells.isEmpty() ? null : merged(cells);
  }

  /** In pairs, so that what is large is not merged again with each of many. */
  private static Settled merged(List<Settled> cells) {
    if (cells.size() == 1) {
      return cells.get(0);
    }
    int half = cells.size() / 2;
    return merged(cells.subList(0, half)).merge(merged(cells.subList(half, cells.size())));
  }
}
