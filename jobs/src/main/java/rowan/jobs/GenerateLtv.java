package rowan.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.generate.GeneratedTables;
import rowan.jobs.generate.PurchaseSettings;

/** Generates purchases. */
@Command(
    name = "ltv",
    description =
        "Writes simulated purchases of customers who may leave: the source of the graph ltv.",
    footer = {"", "Example:", "  rowan generate ltv --out purchases --customers 10000 --days 546"})
final class GenerateLtv implements Action {

  private final Console console;

  @Mixin private final GenerateOptions options = new GenerateOptions();

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "How many people buy. Default: ${DEFAULT-VALUE}.")
  private long customers = PurchaseSettings.DEFAULT_CUSTOMERS;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days. Default: ${DEFAULT-VALUE}.")
  private int days = PurchaseSettings.DEFAULT_DAYS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives other data. Default: ${DEFAULT-VALUE}.")
  private long seed = PurchaseSettings.DEFAULT_SEED;

  GenerateLtv(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "generate purchases";
  }

  @Override
  public Integer call() {
    PurchaseSettings settings = new PurchaseSettings(customers, days, seed);
    return options.write(console, spark -> GeneratedTables.purchases(spark, settings));
  }
}
