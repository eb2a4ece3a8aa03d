package rowan.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** What the benchmarks have in common: a name. */
@Command(
    name = "bench",
    description = "Measures Rowan against the same work written by hand, in one run.",
    synopsisSubcommandLabel = "(windows | wide | plan | online)",
    footer = {
      "",
      "Examples:",
      "  rowan bench windows --json",
      "  rowan bench wide --features 50,90,300"
    })
final class BenchCommand {

  /** A folder for what is measured. */
  static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("rowan-bench");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e, e);
    }
  }
}
