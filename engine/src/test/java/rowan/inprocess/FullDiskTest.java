package rowan.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.state.SmallDisk;

/** A scorer whose disk is full says so, loses nothing that it acknowledged, and goes on later. */
class FullDiskTest {

  /** RocksDB goes on when there is room for one of its buffers, of 64 MB. */
  private static final int BYTES = 160 << 20;

  @Test
  void scorerInRocksDb_saysSo_losesNothing_andGoesOn(@TempDir Path folder) throws Exception {
    assumeTrue(SmallDisk.isAllowed(), SmallDisk.MISSING);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path said = folder.resolve("said");
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            FullDisk.class.getName(),
            disk.toString());
    Process process =
        new ProcessBuilder(SmallDisk.command(disk, BYTES, program))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    String full =
        "Cannot use the state in %s/state: the disk is full; make room, and observe again what was not acknowledged"
            .formatted(disk);
    assertThat(said)
        .hasContent(
            """
            full: %s
            again: %s
            knows all: true
            not saved: Cannot save state to %s/saved: No space left on device
            files left:\040
            goes on: true
            knows all: true
            opened again
            knows all: true
            goes on: true
            """
                .formatted(full, full, disk));
    assertThat(process.exitValue()).isZero();
  }
}
