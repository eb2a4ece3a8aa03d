package rowan.jobs.generate;

import java.util.Arrays;

/**
 * Where the terminals are, in a square of {@link #SIDE} by {@code SIDE}. They are sorted into cells
 * as wide as a customer's reach, so that a look at a place visits nine cells, not all terminals.
 */
final class TerminalMap {

  static final double SIDE = 100;

  private final double reach;
  private final int cellsAcross;
  private final double[] x;
  private final double[] y;

  /** Where each cell begins in {@link #members}; one more for the end. */
  private final int[] cellStart;

  private final int[] members;

  TerminalMap(CounterRandom random, int terminals, double reach) {
    this.reach = reach;
    this.cellsAcross = (int) Math.ceil(SIDE / reach);
    this.x = new double[terminals];
    this.y = new double[terminals];
    for (int i = 0; i < terminals; i++) {
      Draws draws = random.at(i).draws();
      x[i] = draws.uniform(0, SIDE);
      y[i] = draws.uniform(0, SIDE);
    }
    this.cellStart = new int[cellsAcross * cellsAcross + 1];
    this.members = sortIntoCells();
  }

  /** A counting sort. */
  private int[] sortIntoCells() {
    for (int i = 0; i < x.length; i++) {
      cellStart[cell(i) + 1]++;
    }
    for (int cell = 1; cell < cellStart.length; cell++) {
      cellStart[cell] += cellStart[cell - 1];
    }
    int[] sorted = new int[x.length];
    int[] next = cellStart.clone();
    for (int i = 0; i < x.length; i++) {
      sorted[next[cell(i)]++] = i;
    }
    return sorted;
  }

  private int cell(int terminal) {
    return column(x[terminal]) + cellsAcross * column(y[terminal]);
  }

  private int column(double position) {
    int column = (int) (position / reach);
    return Math.max(0, Math.min(column, cellsAcross - 1));
  }

  double x(int terminal) {
    return x[terminal];
  }

  double y(int terminal) {
    return y[terminal];
  }

  /** The terminals nearer than the reach, in ascending order. */
  int[] around(double centreX, double centreY) {
    int[] found = new int[8];
    int count = 0;
    for (int row = column(centreY - reach); row <= column(centreY + reach); row++) {
      int first = cellStart[column(centreX - reach) + cellsAcross * row];
      int end = cellStart[column(centreX + reach) + cellsAcross * row + 1];
      for (int i = first; i < end; i++) {
        if (isNear(members[i], centreX, centreY)) {
          found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
          found[count++] = members[i];
        }
      }
    }
    int[] near = Arrays.copyOf(found, count);
    // The data must not depend on how the cells are laid out.
    Arrays.sort(near);
    return near;
  }

  private boolean isNear(int terminal, double centreX, double centreY) {
    double dx = x[terminal] - centreX;
    double dy = y[terminal] - centreY;
    return dx * dx + dy * dy < reach * reach;
  }
}
