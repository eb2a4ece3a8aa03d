package rowan.state;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of the latest event, and the horizon: a lateness before it. What happened before the
 * horizon does not come any more, and no row asks before it. Any number of threads may use it.
 */
public final class EventClock {

  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong floor = new AtomicLong(Long.MIN_VALUE);
  private final long lateness;

  /**
   * A clock that has seen no event.
   *
   * @param lateness in microseconds
   */
  public EventClock(long lateness) {
    this.lateness = lateness;
  }

  /** Takes note of an event at a time, in microseconds since 1970-01-01T00:00:00Z. */
  public void happened(long time) {
    raise(latest, time);
  }

  /** Takes note that state is loaded which knows nothing before a time. */
  public void startsAt(long time) {
    raise(floor, time);
  }

  private static void raise(AtomicLong value, long to) {
    if (value.get() < to) { // most events find that already another is later
      value.accumulateAndGet(to, Math::max);
    }
  }

  /** The time of the latest event; the least long when there was none. */
  public long latest() {
    return latest.get();
  }

  /** The earliest time of new events and of rows that ask. */
  public long horizon() {
    long time = latest.get();
    long horizon = time < Long.MIN_VALUE + lateness ? Long.MIN_VALUE : time - lateness;
    return Math.max(horizon, floor.get());
  }
}
