package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The time of one key, cut into slices that are computed apart from each other. Of the events that
 * happened before a slice, and are in the window of one of its rows,
 *
 * <ul>
 *   <li>some leave the window while the slice lasts, or enter it, where the window has a delay: the
 *       slice gets copies of these ({@link #copies});
 *   <li>all others, the gap between these, are in the window of every row of the slice: the slice
 *       gets their merged states ({@link CellStates}).
 * </ul>
 *
 * <p>States are exact and merge in order, so that a row gets the same values, to the last bit, as
 * without slices.
 */
public final class TimeSlices implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The events between those that leave a window during a slice, and those that enter it; none when
   * {@code until} is not after {@code from}.
   */
  record Gap(long from, long until) {
    boolean isEmpty() {
      return until <= from;
    }
  }

  /** The spans of time in which the events of a source are copied alike, and where to. */
  private static final class Copies {
    private final long[] starts;
    private final int[][] slices;

    Copies(long[] starts, int[][] slices) {
      this.starts = starts;
      this.slices = slices;
    }

    int[] of(long time) {
      int at = Arrays.binarySearch(starts, time);
      int span = at >= 0 ? at : -at - 2;
      return span < 0 ? NOWHERE : slices[span];
    }
  }

  private static final int[] NOWHERE = {};

  private final WindowProgram program;

  /** When the slices begin, but for the first. */
  private final long[] starts;

  private final long last;
  private transient Copies @Nullable [] copies;
  private transient long @Nullable [][] cells;

  /**
   * Slices of the time of a key.
   *
   * @param program which {@link #obstacle} finds nothing in
   * @param starts when the slices begin, but for the first, which begins with time; ascending
   * @param last no row asks after it
   */
  public TimeSlices(WindowProgram program, long[] starts, long last) {
    this.program = program;
    this.starts = starts.clone();
    this.last = last;
  }

  /**
   * Slices that cost about alike: events cost when they come and when they leave a window.
   *
   * @param times when events of the key happen and rows of it ask: a sample
   * @param last no row asks after it
   * @param slices how many are wanted; there are fewer when many events happen at one time
   */
  public static TimeSlices balanced(WindowProgram program, long[] times, long last, int slices) {
    long[] reaches = reaches(program);
    long[] costs = new long[times.length * (1 + reaches.length)];
    int count = 0;
    for (long time : times) {
      costs[count++] = time;
      for (long reach : reaches) {
        if (time <= last - reach && last - reach < last) {
          costs[count++] = time + reach;
        }
      }
    }
    Arrays.sort(costs, 0, count);
    TreeSet<Long> starts = new TreeSet<>();
    for (int i = 1; i < slices && count > 0; i++) {
      starts.add(costs[(int) ((long) i * count / slices)]);
    }
    if (count > 0) {
      starts.remove(costs[0]); // nothing comes before it
    }
    return new TimeSlices(program, starts.stream().mapToLong(Long::longValue).toArray(), last);
  }

  /** How long after an event it leaves the windows. */
  private static long[] reaches(WindowProgram program) {
    return program.frames().stream()
        .map(FrameProgram::window)
        .filter(window -> window.length() != null)
        .mapToLong(window -> -window.from(0))
        .distinct()
        .toArray();
  }

  /** Why the keys of a program cannot be cut: what completes "the keys are left whole: ". */
  public static Optional<String> obstacle(WindowProgram program) {
    if (program.looksAhead()) {
      return Optional.of("a window looks ahead");
    }
    boolean isLimited = program.frames().stream().anyMatch(frame -> frame.window().rows() > 0);
    return isLimited ? Optional.of("a window has a row limit") : Optional.empty();
  }

  WindowProgram program() {
    return program;
  }

  /** How many slices there are. */
  public int count() {
    return starts.length + 1;
  }

  /** The slice of a time. */
  public int of(long time) {
    int at = Arrays.binarySearch(starts, time);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** When a slice begins: no row of it asks before. */
  long start(int slice) {
    return slice == 0 ? Long.MIN_VALUE : starts[slice - 1];
  }

  /** The last microsecond at which a row of a slice may ask. */
  public long last(int slice) {
    return slice == starts.length ? last : starts[slice] - 1;
  }

  /** Whether slices need states of what came before, or copies are enough. */
  public boolean needStates() {
    return Arrays.stream(cells()).anyMatch(bounds -> bounds.length > 0);
  }

  // What a slice gets of the events before it.

  /** Which of the later slices need a copy of an event. */
  public int[] copies(int source, long time) {
    return copies()[source].of(time);
  }

  private Copies[] copies() {
    Copies[] made = copies;
    if (made == null) {
      made = new Copies[program.sources().size()];
      for (int source = 0; source < made.length; source++) {
        made[source] = copiesOf(source);
      }
      copies = made;
    }
    return made;
  }

  /** A span of time whose events a slice needs. */
  private record Span(long from, long until, int slice) {}

  private Copies copiesOf(int source) {
    List<Span> spans = new ArrayList<>();
    for (FrameProgram frame : program.frames()) {
      for (int slice = 1; frame.source() == source && slice < count(); slice++) {
        addSpans(frame.window(), slice, spans);
      }
    }
    long[] bounds =
        spans.stream()
            .flatMapToLong(span -> LongStream.of(span.from(), span.until()))
            .sorted()
            .distinct()
            .toArray();
    List<TreeSet<Integer>> slices = new ArrayList<>();
    Arrays.stream(bounds).forEach(bound -> slices.add(new TreeSet<>()));
    for (Span span : spans) {
      int at = Arrays.binarySearch(bounds, span.from());
      for (; bounds[at] < span.until(); at++) {
        slices.get(at).add(span.slice());
      }
    }
    return new Copies(
        bounds,
        slices.stream()
            .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  private void addSpans(WindowSpec window, int slice, List<Span> spans) {
    long entered = entered(window, slice);
    Span leave =
        new Span(window.from(start(slice)), Math.min(window.from(last(slice)), entered), slice);
    Span enter = new Span(entered, Math.min(start(slice), window.until(last(slice))), slice);
    for (Span span : List.of(leave, enter)) {
      if (span.from() < span.until()) {
        spans.add(span);
      }
    }
  }

  /** The events before this time are in the window, or were, when a slice begins. */
  private long entered(WindowSpec window, int slice) {
    return Math.min(window.until(start(slice)), start(slice));
  }

  /** What of a window is in it for all of a slice. */
  Gap gap(WindowSpec window, int slice) {
    return slice == 0 ? new Gap(0, 0) : new Gap(window.from(last(slice)), entered(window, slice));
  }

  // The cells that gaps consist of.

  /** For each frame where gaps begin and end, ascending: between these are its cells. */
  long[][] cells() {
    long[][] made = cells;
    if (made == null) {
      made = program.frames().stream().map(this::cellsOf).toArray(long[][]::new);
      cells = made;
    }
    return made;
  }

  private long[] cellsOf(FrameProgram frame) {
    TreeSet<Long> bounds = new TreeSet<>();
    for (int slice = 1; slice < count(); slice++) {
      Gap gap = gap(frame.window(), slice);
      if (!gap.isEmpty()) {
        bounds.add(gap.from());
        bounds.add(gap.until());
      }
    }
    return bounds.stream().mapToLong(Long::longValue).toArray();
  }
}
