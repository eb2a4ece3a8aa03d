package rowan.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rowan.jobs.generate.GeneratedTables;
import rowan.jobs.generate.PaymentSettings;

/** Generates payments. */
@Command(
    name = "fraud",
    description = {
      "Writes simulated card payments, some of them fraud: the source of the graph fraud.",
      "The defaults give about 1.7 million."
    },
    footer = {
      "",
      "Example:",
      "  rowan generate fraud --out payments --customers 1000 --terminals 2000 --days 30"
    })
final class GenerateFraud implements Action {

  private final Console console;

  @Mixin private final GenerateOptions options = new GenerateOptions();

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "How many people pay. Default: ${DEFAULT-VALUE}.")
  private long customers = PaymentSettings.DEFAULT_CUSTOMERS;

  @Option(
      names = "--terminals",
      paramLabel = "N",
      description = "How many places take cards. Default: ${DEFAULT-VALUE}.")
  private int terminals = PaymentSettings.DEFAULT_TERMINALS;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How many days. Default: ${DEFAULT-VALUE}.")
  private int days = PaymentSettings.DEFAULT_DAYS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives other data. Default: ${DEFAULT-VALUE}.")
  private long seed = PaymentSettings.DEFAULT_SEED;

  GenerateFraud(Console console) {
    this.console = console;
  }

  @Override
  public String verb() {
    return "generate payments";
  }

  @Override
  public Integer call() {
    PaymentSettings settings = new PaymentSettings(customers, terminals, days, seed);
    return options.write(console, spark -> GeneratedTables.payments(spark, settings));
  }
}
