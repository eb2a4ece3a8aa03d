package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.state.SmallDisk;

/** Features that do not fit on the disk: the command says so, and nothing looks like output. */
class FullDiskIT {

  private static final int ROWS = 5_000;

  /** A quarter of what the features take. */
  private static final int BYTES = 1 << 16;

  @TempDir private Path folder;
  private Programs programs;

  @AfterEach
  void end() throws InterruptedException {
    if (programs != null) {
      programs.end();
    }
  }

  @Test
  void featuresThatDoNotFit_leaveNothing() throws IOException, InterruptedException {
    assumeTrue(SmallDisk.isAllowed(), SmallDisk.MISSING);
    programs = new Programs(folder);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path payments = folder.resolve("payments.csv");
    Files.writeString(
        payments,
        "transaction_id,tx_datetime,customer_id,terminal_id,tx_amount,tx_fraud\n"
            + IntStream.range(0, ROWS)
                .mapToObj("%d,2026-01-01T00:00:00Z,1,1,1.0,0\n"::formatted)
                .collect(Collectors.joining()));
    List<String> features =
        List.of(
            "sh",
            "-c",
            "\"$@\"; code=$?; ls -A \"$0\"; exit $code",
            disk.toString(),
            Path.of("rowan").toAbsolutePath().toString(),
            "features",
            "--graph",
            "fraud",
            "--source",
            "transactions=" + payments,
            "--select",
            "during_night",
            "--format",
            "csv",
            "--out",
            disk.resolve("features").toString());
    Programs.Ended ended =
        programs.run(new ProcessBuilder(SmallDisk.command(disk, BYTES, features)));
    assertThat(ended.err()).isEqualTo("Cannot compute features: No space left on device\n");
    assertThat(ended.out()).as("what is on the disk").isEmpty();
    assertThat(ended.exitCode()).isEqualTo(1);
  }
}
