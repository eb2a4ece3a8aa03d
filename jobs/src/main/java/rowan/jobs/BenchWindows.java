package rowan.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.bench.WindowBench;
import rowan.jobs.bench.WindowBench.Measured;

/** Measures windows. */
@Command(
    name = "windows",
    description = {
      "Measures count, sum, mean, standard deviation and maximum over a window of the past, with"
          + " Spark's own windows and with Rowan's, on the same rows.",
      "The times are for each row: reading, exchange and sort included. The best turn counts."
    },
    footer = {
      "",
      "Examples:",
      "  rowan bench windows",
      "  rowan bench windows --window-rows 80 --json --rows 500000"
    })
final class BenchWindows implements Action {

  private final Console console;

  @Mixin private final SessionOption session = new SessionOption();

  @Mixin private final BenchOutput output = new BenchOutput();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private long rows = 1_000_000;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}.")
  private int turns = 5;

  @Option(
      names = "--window-rows",
      paramLabel = "N",
      split = ",",
      description =
          "About how many rows the windows have, tens of them. Default: ${DEFAULT-VALUE}.")
  private List<Integer> windowRows = List.of(10, 80, 300, 1000);

  @Option(
      names = "--hot-share",
      paramLabel = "SHARE",
      description = "Which part of the rows one key has, from 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double hotShare;

  BenchWindows(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "measure windows";
  }

  @Override
  public Integer call() {
    Path folder = BenchCommand.temporaryFolder().resolve("readings");
    WindowBench bench = new WindowBench(session.open(), rows, turns, folder.toString());
    List<WindowBench.Measured> measured =
        bench.measure(
            windowRows, hotShare, turn -> console.err().printf("Turn %d of %d%n", turn, turns));
    output.header(console, "window rows   Spark ns/row   Rowan ns/row   ratio");
    measured.forEach(this::print);
    return 0;
  }

  private void print(Measured measured) {
    output.print(console, line(measured), json(measured));
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%11d   %12.0f   %12.0f   %5.1f",
        measured.windowRows(),
        measured.baselineNanos(),
        measured.rowanNanos(),
        measured.ratio());
  }

  private static String json(Measured measured) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"windows\",\"rows\":%d,\"keys\":%d,\"window_rows\":%d,\"hot_share\":%s,"
            + "\"baseline_ns_per_row\":%.1f,\"rowan_ns_per_row\":%.1f,\"ratio\":%.2f}",
        measured.rows(),
        measured.keys(),
        measured.windowRows(),
        measured.hotShare(),
        measured.baselineNanos(),
        measured.rowanNanos(),
        measured.ratio());
  }
}
