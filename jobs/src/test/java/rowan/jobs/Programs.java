package rowan.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that a test starts. */
final class Programs {

  /** What a program wrote and how it ended. */
  record Ended(int exitCode, String out, String err) {}

  private final Path folder;
  private final List<Process> running = new ArrayList<>();

  /**
   * @param folder where output is kept
   */
  Programs(Path folder) {
    this.folder = folder;
  }

  /** The JVM that runs this test. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The options that Spark needs of the JVM, as the build wrote them for the launcher. */
  static List<String> sparkOptions() throws IOException {
    String options = Files.readString(Path.of("target", "spark-jvm-options.txt")).strip();
    return Arrays.asList(options.split(" +"));
  }

  /** Starts a program in the background; it writes to {@link #log}. */
  Process start(String name, ProcessBuilder program) throws IOException {
    Process process = program.redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
    running.add(process);
    return process;
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Waits for the background program to write something. */
  void awaitLog(String name, String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.readString(log(name)).contains(text)) {
      assertThat(System.nanoTime()).as(() -> name + " says " + text).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  /** Runs a program to its end. */
  Ended run(ProcessBuilder program) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    running.add(process);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends within five minutes").isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Ends those that still run. */
  void end() throws InterruptedException {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    for (Process process : running) {
      process.waitFor();
    }
  }
}
