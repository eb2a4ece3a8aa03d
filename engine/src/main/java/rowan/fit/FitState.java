package rowan.fit;

import java.io.Serializable;

/**
 * What the operators of a pass have seen of some training rows. A {@link FitProgram} makes it, adds
 * rows to it and merges it; it is serializable as far as the states of its operators are.
 */
public final class FitState implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of each operator, what it has seen. */
  final Object[] states;

  /** Of each operator, how many rows it has seen: those without nulls that meet its condition. */
  final long[] seen;

  /** How many rows there were. */
  long rows;

  /** The earliest event time, in microseconds; the greatest number without rows. */
  long first = Long.MAX_VALUE;

  /** The latest event time, in microseconds; the least number without rows. */
  long last = Long.MIN_VALUE;

  FitState(int operators) {
    states = new Object[operators];
    seen = new long[operators];
  }

  /** How many training rows there were. */
  public long rows() {
    return rows;
  }
}
