package rowan.jobs;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results, so that they can be piped
 * @param err progress and failures
 */
record Console(PrintWriter out, PrintWriter err) {

  /** The streams of this process. */
  static Console ofProcess() {
    return new Console(new PrintWriter(System.out, true), new PrintWriter(System.err, true));
  }
}
