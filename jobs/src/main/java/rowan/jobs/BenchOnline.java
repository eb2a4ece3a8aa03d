package rowan.jobs;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.bench.OnlineBench;
import rowan.jobs.bench.OnlineBench.Measured;

/** Measures row features in a service. */
@Command(
    name = "online",
    description = {
      "Measures row features of one row at a time, in process, with Rowan's scorer and by hand in"
          + " one Java method, with one thread and with two. Both take three turns, each in a JVM of"
          + " its own; the best counts.",
      "The graphs: what a payment tells by itself (fraud), those of it that are numbers and"
          + " booleans (fraud_primitive), and 200 features of ten numbers (wide)."
    },
    footer = {"", "Examples:", "  rowan bench online", "  rowan bench online --json"})
final class BenchOnline implements Action {

  private final Console console;

  @Mixin private final BenchOutput output = new BenchOutput();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each is measured in a turn. Default: ${DEFAULT-VALUE}.")
  private int seconds = 5;

  BenchOnline(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "measure scoring";
  }

  @Override
  public Integer call() {
    output.header(
        console, "graph             threads   by hand ns   Rowan ns   ratio   bytes a row");
    new OnlineBench(seconds).measure(this::print);
    return 0;
  }

  private void print(Measured measured) {
    output.print(console, line(measured), json(measured));
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%-15s   %7d   %10.1f   %8.1f   %5.2f   %11.1f",
        measured.graph(),
        measured.threads(),
        measured.handwrittenNanos(),
        measured.rowanNanos(),
        measured.ratio(),
        measured.rowanBytes());
  }

  private static String json(Measured measured) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"online\",\"graph\":\"%s\",\"threads\":%d,\"handwritten_ns\":%.1f,"
            + "\"rowan_ns\":%.1f,\"ratio\":%.3f,\"bytes_per_op\":%.1f,"
            + "\"handwritten_bytes_per_op\":%.1f}",
        measured.graph(),
        measured.threads(),
        measured.handwrittenNanos(),
        measured.rowanNanos(),
        measured.ratio(),
        measured.rowanBytes(),
        measured.handwrittenBytes());
  }
}
