package rowan.jobs.generate;

import java.io.Serializable;

/**
 * The slots of time of a table, by the numbers of the events in them, and the tasks that have them.
 * Each task has a range of slots.
 */
final class Slots implements Serializable {

  private static final long serialVersionUID = 1;

  private final long[] firstNumbers;
  private final int tasks;
  private final long eventsPerTask;

  /** From the number of events in each slot. */
  Slots(long[] counts, TaskSizes sizes) {
    this.firstNumbers = new long[counts.length];
    long total = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      firstNumbers[slot] = total;
      total += counts[slot];
    }
    this.tasks = sizes.tasks(total);
    this.eventsPerTask = total / tasks + 1;
  }

  /** The number of the first event in a slot. */
  long firstNumber(int slot) {
    return firstNumbers[slot];
  }

  int tasks() {
    return tasks;
  }

  /** The task that has a slot in which there are events: 0 to {@link #tasks} - 1. */
  int task(int slot) {
    return (int) (firstNumbers[slot] / eventsPerTask);
  }
}
