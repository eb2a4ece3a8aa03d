package rowan.jobs;

import java.util.concurrent.Callable;

/** What a command does. The result is the exit code. */
interface Action extends Callable<Integer> {

  /**
   * The action, as a failure tells of it: {@code compute features} in "Cannot compute features".
   */
  String verb();

  @Override
  Integer call() throws InterruptedException;
}
