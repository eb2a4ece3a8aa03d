package rowan.jobs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results, so that they can be piped
 * @param err progress and failures
 */
record Console(PrintWriter out, PrintWriter err) {

  /** The streams of this process; text is UTF-8 whatever the locale, as in the files. */
  static Console ofProcess() {
    return new Console(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }
}
