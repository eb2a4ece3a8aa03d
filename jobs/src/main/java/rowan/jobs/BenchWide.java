package rowan.jobs;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.bench.WideBench;
import rowan.jobs.bench.WideBench.Measured;
import rowan.jobs.bench.WideBench.Variant;

/** Measures many features of each row. */
@Command(
    name = "wide",
    description = {
      "Measures graphs of many features, with Spark's own expressions added level by level, with"
          + " the settings that suit them best, and with Rowan's, on the same rows.",
      "The times are for each row and feature, reading included, planning not; the median of the"
          + " turns."
    },
    footer = {
      "",
      "Examples:",
      "  rowan bench wide",
      "  rowan bench wide --json --features 10,90,1000 --rows 100000"
    })
final class BenchWide implements Action {

  private final Console console;

  @Mixin private final SessionOption session = new SessionOption();

  @Mixin private final BenchOutput output = new BenchOutput();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private long rows = 500_000;

  @Option(
      names = "--features",
      paramLabel = "N",
      split = ",",
      description = "How many features the graphs have. Default: ${DEFAULT-VALUE}.")
  private List<Integer> features = List.of(10, 50, 90, 150, 300, 1000, 2000);

  @Option(
      names = "--variant",
      paramLabel = "VARIANT",
      split = ",",
      description =
          "What the rows hold: double (ten of them), or mixed (with nulls, strings and timestamps)."
              + " Default: both.")
  private List<Variant> variants = List.of(Variant.values());

  @Option(
      names = "--turns",
      paramLabel = "N",
      description =
          "How many turns of each count at most, after those in which Java compiles; of what takes"
              + " long, fewer do. Default: ${DEFAULT-VALUE}.")
  private int turns = 50;

  BenchWide(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "measure many features";
  }

  @Override
  public Integer call() {
    WideBench bench = new WideBench(session.open(), rows, turns, BenchCommand.temporaryFolder());
    output.header(
        console, "variant   features   Spark ns   tuned ns   Rowan ns   ratio   tuned ratio");
    for (Variant variant : variants) {
      bench.measure(variant, features, this::print);
    }
    return 0;
  }

  private void print(Measured measured) {
    output.print(console, line(measured), json(measured));
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%-7s   %8d   %8.1f   %8.1f   %8.2f   %5.1f   %11.1f",
        name(measured),
        measured.features(),
        measured.baselineNanos(),
        measured.tunedNanos(),
        measured.rowanNanos(),
        measured.ratio(),
        measured.tunedRatio());
  }

  private static String name(Measured measured) {
    return measured.variant().name().toLowerCase(Locale.ROOT);
  }

  private static String json(Measured measured) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"wide\",\"variant\":\"%s\",\"rows\":%d,\"features\":%d,\"baseline\":%.2f,"
            + "\"tuned\":%.2f,\"rowan\":%.2f,\"ratio\":%.2f,\"tuned_ratio\":%.2f}",
        name(measured),
        measured.rows(),
        measured.features(),
        measured.baselineNanos(),
        measured.tunedNanos(),
        measured.rowanNanos(),
        measured.ratio(),
        measured.tunedRatio());
  }
}
