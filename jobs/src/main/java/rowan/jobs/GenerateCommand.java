package rowan.jobs;

import picocli.CommandLine.Command;

/** What the generators have in common: a name. */
@Command(
    name = "generate",
    description = {
      "Writes simulated data as Parquet: the same for the same options, on any machine.",
    },
    synopsisSubcommandLabel = "(fraud | ltv)",
    footer = {
      "",
      "Examples:",
      "  rowan generate fraud --out payments",
      "  rowan generate ltv --out purchases --customers 1000000"
    })
final class GenerateCommand {}
