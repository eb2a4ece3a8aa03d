package rowan.state;

import rowan.plan.Plan;

/**
 * Where the windows of a scorer live: in memory, or where they outlive the process. Beside {@link
 * RocksDbState} and {@link RedisState} a program may have places of its own.
 */
public interface StatePlace {

  /** The memory of the process, for as long as the scorer lives. */
  StatePlace MEMORY =
      (plan, retention, clock) ->
          new MemoryStore(PassForm.all(plan, retention), retention.mostKeys(), clock);

  /**
   * Opens what is there for a plan, or begins with nothing.
   *
   * @param clock set to where the state is, if there is any; tells from then on what may be
   *     forgotten
   * @throws StateException when it cannot be opened, or holds the state of other definitions
   */
  WindowStore open(Plan plan, Retention retention, EventClock clock);
}
