package rowan.jobs;

import picocli.CommandLine.Command;

/** What the commands about saved state have in common: a name. */
@Command(
    name = "state",
    description = {
      "Saves what windows know of every key, so that a scorer goes on from there; or shows it.",
    },
    synopsisSubcommandLabel = "(export | inspect)",
    footer = {
      "",
      "Examples:",
      "  rowan state export --graph fraud --source transactions=payments --at 2026-02-01 --out state",
      "  rowan state inspect --graph fraud --key 17 state"
    })
final class StateCommand {}
