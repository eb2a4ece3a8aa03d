package rowan.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rowan.graph.CheckException;

/** Files and folders where a rename is one step; object stores have tests with the commands. */
class DestinationTest {

  @TempDir Path folder;

  private Destination destination() {
    return Destination.at(new Configuration(), folder.resolve("x").toString());
  }

  private String taken() {
    String x = folder.resolve("x").toString();
    return "Cannot write %s: 1 problem\n1. [output-exists] %s\n   It exists already; remove it."
        .formatted(x, x);
  }

  @Test
  void folder_thatSomebodyElseWritesMeanwhile_isLeftToThem() {
    assertThatThrownBy(
            () ->
                destination()
                    .writeFolder(
                        (files, path) -> {
                          files.create(new org.apache.hadoop.fs.Path(path, "mine")).close();
                          Path theirs = Files.createDirectory(folder.resolve("x"));
                          return Files.writeString(theirs.resolve("theirs"), "");
                        },
                        false,
                        "remove it"))
        .isInstanceOf(CheckException.class)
        .hasMessage(taken());
    assertThat(folder.toFile().list()).containsExactly("x");
    assertThat(folder.resolve("x").toFile().list()).containsExactly("theirs");
  }

  @Test
  void file_thatExists_isReplacedWhenAskedTo() throws IOException {
    Files.writeString(folder.resolve("x"), "old");
    byte[] content = "new".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> destination().writeFile(content, false, "remove it"))
        .isInstanceOf(CheckException.class)
        .hasMessage(taken());
    assertThat(folder.resolve("x")).hasContent("old");
    destination().writeFile(content, true, "remove it");
    assertThat(folder.resolve("x")).hasContent("new");
  }

  @Test
  void folder_whoseWriterFails_leavesNothing() {
    assertThatThrownBy(
            () ->
                destination()
                    .writeFolder(
                        (files, path) -> {
                          files.create(new org.apache.hadoop.fs.Path(path, "mine")).close();
                          throw new IOException("no room");
                        },
                        true,
                        "remove it"))
        .hasMessage("Cannot write %s: no room".formatted(folder.resolve("x")));
    assertThat(folder.toFile().list()).isEmpty();
  }
}
