package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README says is so: its files are written down, its commands are run in its order, and
 * what it shows as output is what came out. A block after the name of a file is that file; a block
 * of commands is run; a block of CSV without a name is output. {@code mvn} and the demo are left
 * out: this is part of the one, and another test runs the other.
 */
class ReadmeIT {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:^`(?<file>[^`\n]+)`\n)?^```(?<kind>[a-z]+)\n(?<text>.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  private record Block(String file, String kind, String text) {}

  @TempDir Path folder;

  @Test
  void readme_doesWhatItSays() throws Exception {
    List<Block> blocks = blocks();
    assertThat(blocks).extracting(Block::kind).contains("java", "csv", "sh");
    Files.createSymbolicLink(folder.resolve("jobs"), ROOT.resolve("jobs"));
    String output = run(script(blocks));
    for (Block shown : blocks) {
      if (shown.file() == null && shown.kind().equals("csv")) {
        assertThat(sortedLines(output)).containsAll(sortedLines(shown.text()));
      }
    }
    assertThat(output).contains("false 94.0").contains("differing values: 0");
  }

  private static List<Block> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(new Block(matcher.group("file"), matcher.group("kind"), matcher.group("text")));
    }
    return blocks;
  }

  /**
   * The blocks as one script, which fails where a command does. Only the last block but those of
   * commands needs Spark to be compiled, and it is compiled at the end.
   */
  private static String script(List<Block> blocks) {
    StringBuilder script = new StringBuilder("set -euo pipefail\nmkdir -p hello/classes\n");
    for (Block block : blocks) {
      if (block.file() != null) {
        script.append("mkdir -p \"$(dirname ").append(block.file()).append(")\"\n");
        script.append("cat > ").append(block.file()).append(" <<'END_OF_BLOCK'\n");
        script.append(block.text()).append("END_OF_BLOCK\n");
      } else if (block.kind().equals("sh")) {
        block
            .text()
            .lines()
            .filter(ReadmeIT::isRun)
            .forEach(line -> script.append(line).append('\n'));
      }
    }
    return script
        .append(
            "javac -parameters -cp jobs/target/rowan.jar:\"$(cat jobs/target/spark-classpath.txt)\"")
        .append(" -proc:none -d hello/classes hello/src/shop/*.java\n")
        .toString();
  }

  private static boolean isRun(String line) {
    return !line.startsWith("mvn ") && !line.startsWith("jobs/rowan demo");
  }

  private String run(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("readme.sh"), script);
    Path log = folder.resolve("readme.log");
    Process process =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static List<String> sortedLines(String text) {
    return text.lines().sorted().collect(Collectors.toList());
  }
}
