package rowan.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rowan.type.Micros;

/** The features that see the same events: those of one source in one window. */
final class FrameProgram implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A state that one or more features share. */
  static final class Cell implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Aggregator<Object> aggregator;
    private final int[] arguments;
    private final int condition;
    private final boolean tiled;

    Cell(Aggregator<Object> aggregator, int[] arguments, int condition, boolean tiled) {
      this.aggregator = aggregator;
      this.arguments = arguments;
      this.condition = condition;
      this.tiled = tiled;
    }

    Aggregator<Object> aggregator() {
      return aggregator;
    }

    int[] arguments() {
      return arguments;
    }

    /** Whether its operator cannot evict, so that its state is kept hop by hop. */
    boolean isTiled() {
      return tiled;
    }

    /** Whether another sees the same events and makes the same states of them. */
    boolean isLike(Cell other) {
      return condition == other.condition
          && Arrays.equals(arguments, other.arguments)
          && aggregator.algorithm().equals(other.aggregator.algorithm());
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

    boolean reads(int column) {
      return column == condition || IntStream.of(arguments).anyMatch(read -> read == column);
    }
  }

  /** A feature, and the cell whose state it finishes. */
  record Output(int feature, int cell, Aggregator<Object> aggregator, @Nullable Object empty)
      implements Serializable {}

  private final int source;
  private final WindowSpec window;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

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
    Cell cell = new Cell(aggregator, arguments, feature.condition(), tiled);
    outputs.add(new Output(position, cellLike(cell), aggregator, feature.empty()));
  }

  private int cellLike(Cell wanted) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isLike(wanted)) {
        return i;
      }
    }
    cells.add(wanted);
    return cells.size() - 1;
  }

  int source() {
    return source;
  }

  WindowSpec window() {
    return window;
  }

  List<Cell> cells() {
    return cells;
  }

  List<Output> outputs() {
    return outputs;
  }

  boolean reads(int column) {
    return cells.stream().anyMatch(cell -> cell.reads(column));
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
