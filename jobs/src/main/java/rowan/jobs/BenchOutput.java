package rowan.jobs;

import picocli.CommandLine.Option;

/** The option of how measurements are printed. */
final class BenchOutput {

  @Option(
      names = "--json",
      description = "Print a JSON object for each measurement, one a line, in place of a table.")
  private boolean json;

  /** Prints the names of a table's columns. */
  void header(Console console, String columns) {
    if (!json) {
      console.out().println(columns);
    }
  }

  /** Prints a measurement, as a line of the table or as JSON. */
  void print(Console console, String line, String object) {
    console.out().println(json ? object : line);
    console.out().flush();
  }
}
