package rowan.jobs;

import picocli.CommandLine.Command;

/** What the benchmarks have in common: a name. */
@Command(
    name = "bench",
    description = "Measures Rowan against the same work written by hand, in one run.",
    synopsisSubcommandLabel = "(windows | wide | plan)",
    footer = {
      "",
      "Examples:",
      "  rowan bench windows --json",
      "  rowan bench wide --json",
      "  rowan bench plan"
    })
final class BenchCommand {}
