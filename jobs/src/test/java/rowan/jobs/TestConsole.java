package rowan.jobs;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command in this process and keeps what it writes. */
final class TestConsole {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  int run(String... args) {
    return Main.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true)), args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
