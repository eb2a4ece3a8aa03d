package rowan.aggregate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;

/** The features that see the same events: those of one source in one window. */
final class FrameProgram implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A state that one or more features share. */
  static final class Cell implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Aggregator<Object> aggregator;

    /** The same, when it can evict: to ask for the interface each time is slow. */
    private final @Nullable EvictingAggregator<Object> evicting;

    private final int[] arguments;
    private final int condition;
    private final boolean tiled;

    @SuppressWarnings("unchecked") // an aggregator only ever sees states that it made
    Cell(Aggregator<Object> aggregator, int[] arguments, int condition, boolean tiled) {
      this.aggregator = aggregator;
      this.evicting =
          aggregator instanceof EvictingAggregator ? (EvictingAggregator<Object>) aggregator : null;
      this.arguments = arguments;
      this.condition = condition;
      this.tiled = tiled;
    }

    Aggregator<Object> aggregator() {
      return aggregator;
    }

    @Nullable EvictingAggregator<Object> evicting() {
      return evicting;
    }

    int[] arguments() {
      return arguments;
    }

    /** Whether its operator cannot evict, so that its state is kept hop by hop. */
    boolean isTiled() {
      return tiled;
    }

    boolean seesTheSameAs(Cell other) {
      return condition == other.condition && Arrays.equals(arguments, other.arguments);
    }

    /** Whether the operator sees the event: the condition is true, and no value is null. */
    boolean sees(EventLog log, int at) {
      if (condition >= 0 && (log.isNull(condition, at) || log.bits(condition, at) == 0)) {
        return false;
      }
      for (int argument : arguments) {
        if (log.isNull(argument, at)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A feature, and the cell whose state it finishes. */
  record Output(int feature, int cell, Aggregator<Object> aggregator, @Nullable Object empty)
      implements Serializable {}

  private final int source;
  private final WindowSpec window;
  private final BitSet columns = new BitSet();
  private Cell[] cells = {};
  private Output[] outputs = {};

  FrameProgram(int source, WindowSpec window) {
    this.source = source;
    this.window = window;
  }

  @SuppressWarnings("unchecked") // an aggregator only ever sees states that it made
  void add(int position, WindowFeature feature) {
    Aggregator<Object> aggregator = (Aggregator<Object>) feature.aggregator();
    int[] arguments = feature.arguments().stream().mapToInt(Integer::intValue).toArray();
    boolean tiled = window.evicts() && !(aggregator instanceof EvictingAggregator);
    if (tiled && (window.hop() == null || window.rows() > 0)) {
      throw new IllegalArgumentException(
          "%s cannot evict; give it a hop or no window".formatted(aggregator));
    }
    feature.arguments().forEach(columns::set);
    if (feature.condition() >= 0) {
      columns.set(feature.condition());
    }
    Cell cell = new Cell(aggregator, arguments, feature.condition(), tiled);
    outputs = Arrays.copyOf(outputs, outputs.length + 1);
    outputs[outputs.length - 1] = new Output(position, cellFor(cell), aggregator, feature.empty());
  }

  /** The cell whose state serves the wanted one: one that is there, or takes it over, or is new. */
  private int cellFor(Cell wanted) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].seesTheSameAs(wanted)) {
        if (wanted.aggregator.isServedBy(cells[i].aggregator)) {
          return i;
        }
        if (cells[i].aggregator.isServedBy(wanted.aggregator)) {
          cells[i] = wanted;
          return i;
        }
      }
    }
    cells = Arrays.copyOf(cells, cells.length + 1);
    cells[cells.length - 1] = wanted;
    return cells.length - 1;
  }

  int source() {
    return source;
  }

  WindowSpec window() {
    return window;
  }

  int cells() {
    return cells.length;
  }

  Cell cell(int index) {
    return cells[index];
  }

  int outputs() {
    return outputs.length;
  }

  Output output(int index) {
    return outputs[index];
  }

  boolean reads(int column) {
    return columns.get(column);
  }

  /** Which hop an event is in; hops begin where the window's lower bound may stand. */
  long tile(long time) {
    return Math.floorDiv(time - tileOffset(), hop());
  }

  /** The first tile of which every event is in a window that begins at {@code from}. */
  long tileFrom(long from) {
    return Math.floorDiv(from - tileOffset() + hop() - 1, hop());
  }

  private long hop() {
    return Micros.of(java.util.Objects.requireNonNull(window.hop()));
  }

  private int tileOffset() {
    return window.bounds().isFromIncluded() ? 0 : 1;
  }
}
