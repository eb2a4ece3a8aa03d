package rowan.jobs;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.bench.PlanBench;
import rowan.jobs.bench.PlanBench.Above;
import rowan.jobs.bench.PlanBench.Measured;
import rowan.jobs.bench.PlanShape;

/** Measures planning. */
@Command(
    name = "plan",
    description = {
      "Measures how long it takes to plan many features: with Spark's withColumn, one after the"
          + " other, and with Rowan's graph, plan and lowering, both up to the physical plan.",
      "Rowan's best turn counts; by hand, there is one, and none for many features."
    },
    footer = {
      "",
      "Examples:",
      "  rowan bench plan",
      "  rowan bench plan --json --shape deep --nodes 1000,10000 --above join"
    })
final class BenchPlan implements Action {

  private final Console console;

  @Mixin private final SessionOption session = new SessionOption();

  @Mixin private final BenchOutput output = new BenchOutput();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      split = ",",
      description = "How many features the graphs have. Default: ${DEFAULT-VALUE}.")
  private List<Integer> nodes = List.of(100, 300, 600, 1000, 3000, 10000);

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      split = ",",
      description = "Any of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<PlanShape> shapes = List.of(PlanShape.WIDE, PlanShape.DEEP, PlanShape.MIXED);

  @Option(
      names = "--above",
      paramLabel = "WHAT",
      split = ",",
      description =
          "What is done with the features: any of ${COMPLETION-CANDIDATES}. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<Above> above = List.of(Above.NOTHING);

  @Option(
      names = "--baseline-up-to",
      paramLabel = "N",
      description = "The most features that are planned by hand. Default: ${DEFAULT-VALUE}.")
  private int baselineUpTo = 600;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "How often Rowan is measured. Default: ${DEFAULT-VALUE}.")
  private int turns = 3;

  BenchPlan(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "measure planning";
  }

  @Override
  public Integer call() {
    PlanBench bench =
        new PlanBench(session.open(), BenchCommand.temporaryFolder(), turns, baselineUpTo);
    output.header(console, "shape   above       nodes   withColumn s   Rowan s     ratio");
    for (PlanShape shape : shapes) {
      for (Above what : above) {
        // Measured and thrown away: Java compiles meanwhile.
        bench.measure(shape, what, List.of(100, 1000), warm -> console.err().println("Measuring"));
        bench.measure(shape, what, nodes, this::print);
      }
    }
    return 0;
  }

  private void print(Measured measured) {
    output.print(console, line(measured), json(measured));
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "%-5s   %-7s   %7d   %12s   %7.3f   %7s",
        name(measured.shape()),
        name(measured.above()),
        measured.nodes(),
        number(measured.baselineSeconds(), "%.3f", "-"),
        measured.rowanSeconds(),
        number(measured.ratio(), "%.1f", "-"));
  }

  private static String json(Measured measured) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"plan\",\"shape\":\"%s\",\"above\":\"%s\",\"nodes\":%d,"
            + "\"baseline_seconds\":%s,\"rowan_seconds\":%.4f,\"ratio\":%s}",
        name(measured.shape()),
        name(measured.above()),
        measured.nodes(),
        number(measured.baselineSeconds(), "%.4f", "null"),
        measured.rowanSeconds(),
        number(measured.ratio(), "%.2f", "null"));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(OptionalDouble value, String format, String none) {
    return value.isEmpty() ? none : String.format(Locale.ROOT, format, value.getAsDouble());
  }
}
