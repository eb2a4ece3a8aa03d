package rowan.jobs;

import picocli.CommandLine.Command;

/** What the benchmarks have in common: a name. */
@Command(
    name = "bench",
    description = "Measures Rowan against the same work written by hand, in one run.",
    synopsisSubcommandLabel = "(windows | online)",
    footer = {"", "Example:", "  rowan bench windows --json"})
final class BenchCommand {}
